"""The OpenFisca Web API on this machine, on Windows too."""

from __future__ import annotations

import sys

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.system import CountryTaxBenefitSystem
from openfisca_china_personnel.system_errors import reason_of

LOOPBACK = "127.0.0.1"

_NOT_INSTALLED = Text(
    'Web API 需要附加组件，请先安装：pip install "openfisca-china-personnel[web-api]"',
    'the Web API needs an extra; install it with: pip install "openfisca-china-personnel[web-api]"',
)
_PORT_TAKEN = Text("端口 {port} 无法使用：{reason}", "port {port} cannot be used: {reason}")
_SERVING = Text(
    "正在 http://{host}:{port} 提供服务，按 Ctrl+C 结束。", "Serving on http://{host}:{port}, stop with Ctrl+C."
)


def serve(port: int, language: Language) -> None:
    """Answer on 127.0.0.1 until interrupted. Raises ``InputFaults`` where the extra or the port is not to be had."""
    try:
        import waitress
        from openfisca_web_api.app import create_app
    except (ImportError, SystemExit) as error:
        raise refuse(_NOT_INSTALLED) from error
    app = create_app(CountryTaxBenefitSystem())
    try:
        server = waitress.create_server(app, host=LOOPBACK, port=port)
    except OSError as error:
        raise refuse(_PORT_TAKEN.format(port=port, reason=reason_of(error))) from error
    sys.stderr.write(_SERVING.format(host=LOOPBACK, port=port).in_(language) + "\n")
    sys.stderr.flush()
    server.run()
