"""The ways in which a parcel reaches its branch, as gongwen.toml and 送达登记 call them."""

BY_MAIL, BY_FOLDER, BY_ZIP = WAYS = ("邮件", "文件夹", "压缩包")
