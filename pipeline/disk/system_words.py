"""What the system says of a file, in Chinese: Python's own words are English on most systems."""

from __future__ import annotations

import errno

_SAID = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "给您的磁盘空间用完了",
    errno.EFBIG: "文件太大，这个盘放不下",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "这个名字已经有了",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "它是一个文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "名字太长",
    errno.EINVAL: "名字或位置不能用",
    errno.EBUSY: "正被别的程序使用",
    errno.ETXTBSY: "正被别的程序使用",
    errno.EAGAIN: "系统一时忙不过来",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EXDEV: "不在同一个盘上",
    errno.ELOOP: "快捷方式绕成了圈",
    errno.ENXIO: "设备不在了",
    errno.ENODEV: "设备不在了",
    errno.ESTALE: "网络盘断开过，要重新连接",
    errno.ETIMEDOUT: "等了很久没有回应",
    errno.ENOTCONN: "网络盘没有连上",
    errno.ECONNREFUSED: "对方没有接受连接",
    errno.ECONNRESET: "连接断了",
    errno.EPIPE: "读的一方已经关闭",
    errno.EHOSTDOWN: "对方的电脑没有开机或连不上",
    errno.EHOSTUNREACH: "连不上对方的电脑",
    errno.ENETUNREACH: "网络不通",
}


def in_words(fault: OSError) -> str:
    """Return what the system says of a fault; what it says in Chinese itself (Windows) stays, a number is the last."""
    own = fault.strerror or ""
    if any(sign > "\u2e80" for sign in own):
        return own
    return _SAID.get(fault.errno or 0, f"系统错误 {fault.errno or '，没有说明'}")
