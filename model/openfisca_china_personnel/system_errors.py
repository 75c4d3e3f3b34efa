"""What the operating system says of a file, in both languages: it speaks only its own."""

from __future__ import annotations

import errno

from openfisca_china_personnel.language import Text

_REASONS = {
    errno.ENOENT: Text("文件或文件夹不存在", "there is no such file or folder"),
    errno.EACCES: Text("没有权限，或文件正被其他程序（如 Excel）打开", "no permission, or another program has it open"),
    errno.EPERM: Text("没有权限，或文件正被其他程序（如 Excel）打开", "no permission, or another program has it open"),
    errno.EISDIR: Text("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTDIR: Text("路径中有一段是文件，不是文件夹", "part of the path is a file, not a folder"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.ENAMETOOLONG: Text("文件名过长", "the file name is too long"),
    errno.EADDRINUSE: Text("已被其他程序占用", "another program uses it"),
    errno.EADDRNOTAVAIL: Text("地址不可用", "the address cannot be used"),
}


def reason_of(error: OSError) -> Text:
    """Why the system refused; in its own words where these are not known."""
    known = _REASONS.get(error.errno) if error.errno is not None else None
    own = error.strerror or str(error) or type(error).__name__
    return known or Text(own, own)
