"""阶段总结-全镇.docx, compiled by python -m pipeline.render."""

DIGEST = 'd07165be7f00f81b759dd79629af7914a19a8b72db69006a4917564c376da35a'
JINJA = '3.1.6'
USES = (('单位', '全域'), ('单位', '名称'), ('单位', '所属'), ('填报支部数', '会议次数'), ('填报支部数', '帮扶人数'), ('填报支部数', '应学人次'), ('填报支部数', '意见数'), ('填报支部数', '测评票数'), ('填报支部数', '督导次数'), ('填报支部数', '谈心人次'), ('填报支部数', '问题数'), ('段', '名称'), ('段', '总结', '主要做法', '#'), ('段', '总结', '主要做法', '*', '串', '#'), ('段', '总结', '主要做法', '*', '串', '*', '强', '?'), ('段', '总结', '主要做法', '*', '串', '*', '文字'), ('段', '总结', '主要做法', '*', '文字'), ('段', '总结', '主要做法', '*', '级别'), ('段', '总结', '主要做法', '*', '编号'), ('段', '总结', '主要做法', '?'), ('段', '总结', '其他', '#'), ('段', '总结', '其他', '*', '串', '#'), ('段', '总结', '其他', '*', '串', '*', '强', '?'), ('段', '总结', '其他', '*', '串', '*', '文字'), ('段', '总结', '其他', '*', '文字'), ('段', '总结', '其他', '*', '级别'), ('段', '总结', '其他', '*', '编号'), ('段', '总结', '取得的成效', '#'), ('段', '总结', '取得的成效', '*', '串', '#'), ('段', '总结', '取得的成效', '*', '串', '*', '强', '?'), ('段', '总结', '取得的成效', '*', '串', '*', '文字'), ('段', '总结', '取得的成效', '*', '文字'), ('段', '总结', '取得的成效', '*', '级别'), ('段', '总结', '取得的成效', '*', '编号'), ('段', '总结', '取得的成效', '?'), ('段', '总结', '基本情况', '#'), ('段', '总结', '基本情况', '*', '串', '#'), ('段', '总结', '基本情况', '*', '串', '*', '强', '?'), ('段', '总结', '基本情况', '*', '串', '*', '文字'), ('段', '总结', '基本情况', '*', '文字'), ('段', '总结', '基本情况', '*', '级别'), ('段', '总结', '基本情况', '*', '编号'), ('段', '总结', '存在的问题', '#'), ('段', '总结', '存在的问题', '*', '串', '#'), ('段', '总结', '存在的问题', '*', '串', '*', '强', '?'), ('段', '总结', '存在的问题', '*', '串', '*', '文字'), ('段', '总结', '存在的问题', '*', '文字'), ('段', '总结', '存在的问题', '*', '级别'), ('段', '总结', '存在的问题', '*', '编号'), ('段', '总结', '存在的问题', '?'), ('段', '总结', '打算', '#'), ('段', '总结', '打算', '*', '串', '#'), ('段', '总结', '打算', '*', '串', '*', '强', '?'), ('段', '总结', '打算', '*', '串', '*', '文字'), ('段', '总结', '打算', '*', '文字'), ('段', '总结', '打算', '*', '级别'), ('段', '总结', '打算', '*', '编号'), ('段', '总结', '打算', '?'), ('段', '环节'), ('段', '统计', '会议次数'), ('段', '统计', '到会率'), ('段', '统计', '到课人次'), ('段', '统计', '到课率'), ('段', '统计', '参学率'), ('段', '统计', '实到人次'), ('段', '统计', '帮扶人数'), ('段', '统计', '应到人次'), ('段', '统计', '应学人次'), ('段', '统计', '慰问金合计'), ('段', '统计', '督导次数'), ('段', '统计', '补课人次'), ('段', '统计', '谈心人次'), ('段', '统计', '谈心覆盖人数'), ('段', '统计', '谈心覆盖率'), ('段', '起止'), ('活动', '名称'), ('活动', '截至'), ('活动', '测评', '计入满意率'), ('活动', '简称'), ('活动', '阶段'), ('统计', '到期完成数'), ('统计', '到期完成率'), ('统计', '到期问题数'), ('统计', '已完成数'), ('统计', '应参学'), ('统计', '归并意见数'), ('统计', '意见数'), ('统计', '支部数'), ('统计', '整改完成率'), ('统计', '测评票数'), ('统计', '满意率'), ('统计', '长期坚持数'), ('统计', '问题数'))
SURROUNDINGS = {
    '仿宋_GB2312': ((b'PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xcf\xea\xe26 \x01\x00\x006\x04\x00\x00\x13\x00\x00\x00[Content_Types].xml\xb5\x93\xbbn\x021\x10E{\xbe\xc2r\x8bX\x03E\x14E,\x14y\x94I\n\xf2\x01\x13\xef,X\xf1K\x9e\x81\xc0\xdfg\x16\x10ED\x02\x05\x94\xf6\xcc\xbd\xe7\xc8\x92\'\xb3M\xf0j\x8d\x85\\\x8a\xb5\x1eUC\xad0\xda\xd4\xb8\xb8\xa8\xf5\xc7\xfcep\xaf\x151\xc4\x06|\x8aX\xeb-\x92\x9eM{\x93\xf96#)\tG\xaa\xf5\x929?\x18Cv\x89\x01\xa8J\x19\xa3L\xdaT\x02\xb0\x1c\xcb\xc2d\xb0_\xb0@3\x1e\x0e\xef\x8cM\x911\xf2\x80\xbb\x0e=\x9d<a\x0b+\xcf\xeay#\xd7{\x91\x82\x9e\xb4z\xdc/v\xacZC\xce\xdeY`\x99\x9bul~Q\x06\x07B%\xc9\xdd\x0e-]\xa6\xbe,hs\x92\xd0M\xfe\x06\x1cro\xf22\xc55\xa8\xde\xa1\xf0+\x04\xd92\xdf\xa94\xa6Iv\x15$Y\xfd_s\xc23\xb5\xad\xb3x\xccwm\xb9$\x8bD\xf2\xe4\xc1W\xc7I\x00\x17\xfb\xe7<\x88\xb7\x1e\xe9\xfa\x16\xfb\xde\xf3xd\x96\xc0-\x04\x0e\xcdg\x15Z\x81\xce\xe1\xd3\xe3\xf5\x1d\x8e\xd5\x17H$\xc62\xba\x85BW|!\x7f|k\xbe\xd9\xfd\xfai\xef\x07PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00:I\x1b\x80\xb1\x00\x00\x00+\x01\x00\x00\x0b\x00\x00\x00_rels/.rels\x8d\xcf;\x0e\xc20\x0c\x06\xe0\xbd\xa7\x88\xbc\xd3\xb4\x0c\x08\xa1\xa6]\x10RWT\x0e\x10%n\x1a\xd1<\x94\x84GoO\x06\x06\x8a\x18\x18m\xff\xfe,7\xdd\xd3\xcc\xe4\x8e!jg\x19\xd4e\x05\x04\xadpR[\xc5\xe02\x9c6{ 1q+\xf9\xec,2X0B\xd7\x16\xcd\x19g\x9e\xf2N\x9c\xb4\x8f$#62\x98R\xf2\x07J\xa3\x98\xd0\xf0X:\x8f6OF\x17\x0cO\xb9\x0c\x8az.\xae\\!\xddV\xd5\x8e\x86O\x03\xda\x95Iz\xc9 \xf4\xb2\x062,\x1e\xff\xb1\xdd8j\x81G\'n\x06m\xfaq\xe2+\x91e\x1e\x14&\x06\x0f\x17$\x95\xefv\x99Y\xa0mCW/\xb6\xc5\x0bPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x05Yb\xa6\xe6\x00\x00\x00$\x03\x00\x00\x1c\x00\x00\x00word/_rels/document.xml.rels\xb5\x92\xcbj\xc30\x10E\xf7\xf9\n1\xfbZ\xb6\xd3\x96R"gS\x02\xd9\x16\xf7\x03Ty\xfc \xb2$4\xd3R\xff}U\xfar \x98.\xdc\xe5\x9da\xee9\x08\xed\xf6o\xa3\x15\xaf\x18i\xf0NA\x91\xe5 \xd0\x19\xdf\x0c\xaeS\xf0T\x1f\xae\xee@\x10k\xd7h\xeb\x1d*\x98\x90`_mv\x8fh5\xa7\x1b\xea\x87@"\x958R\xd03\x87{)\xc9\xf48j\xca|@\x976\xad\x8f\xa3\xe6\x14c\'\x836\'\xdd\xa1,\xf3\xfcV\xc6y\x07Tg\x9d\xe2\xd8(\x88\xc7\xa6\x00QO\x01\xff\xd2\xed\xdbv0\xf8\xe0\xcd\xcb\x88\x8e/ $\xf1d\x93\xbf\xa8u\xec\x90\x15|\xe6,\xf5\x80\xbc\x8c/W\xc5#sz\xd7\xb9\xc0\xd7dIa\xbb\xa6B\xeb\x1d\xd7\xfa\xd9\xe2\xaf\xc3\xcfhI\xe2z]\t\xcf\x18\xe7\x06\x1f\xb9X\xe2\xdf\xfc?\xbf\xfc\xe6\xcb\xb3\xbf]m\xde\x01PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00Z\xf2\xb7\xcaF\x01\x00\x00\xaa\x03\x00\x00\x12\x00\x00\x00word/fontTable.xml\xbd\x91?K\x031\x18\x87\xf7~\x8a#\xbbM{B)G\xaf\x05\x11\x15\x04\x97\xea,!\xf7^/\x90?G\x92\xeb\xd9\xcd\xcd\xc1ADp\x16\xc4\xd1\xe2&\xa5\x88_\xa6\xad\xf8-L\xbd\xbbE\xad\xa8`\xb7$\xcf/\xef\xfb\xe4M\xa7w"\xb87\x04m\x98\x92!j\xd6\x1b\xc8\x03IU\xc4\xe4 DG\x87;\x1bm\xe4\x19KdD\xb8\x92\x10\xa2\x11\x18\xd4\xeb\xd6:y\x10+i\x8d\xe7\xaeK\x13\xe4!J\xacM\x03\x8c\rM@\x10SW)H\xc7b\xa5\x05\xb1n\xab\x078W:J\xb5\xa2`\x8c\xab.8\xf6\x1b\x8d\x16\x16\x84IT\x96\xd1?)\xa3\xe2\x98Q\xd8V4\x13 mQD\x03\'\xd6\xbd\xc0$,5\xa8[\xdayy \x89p\xd2\xb3\xe9\xf3||~\xbc\xbb\xe5o6\xfdwL\xb8=p\xc8%\x86\x84W\x01\x84\x97\x88&D\x1b\xb0\x15j\xb7\x8a\xe3\x98\x08\xc6G\xd5\xa9P\x11hY\x90\x94Y\x9aT \x82\x98d\xdc.\t.,>\xd9,\xee\x1egOW\xdf\xd8\x14\x815\xd9\xbcN/\x97\xcd\xbe\xd0\xe83\xb1\x07l]C\xb9\x9e,\xeeo\xe7\x0f\x17\x8b\x9b3\xf7\x15/\xe3\xd3\x15V\x1f\x82n\x8c\xfb\xbfP$\x99U\x7f\x13t\xbdV\xcf\xa9\x9f\xc9\xff\x91(\x17\xa6[{\x03PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xa8!\xf8\xc3Q\x01\x00\x00\xda\x03\x00\x00\x10\x00\x00\x00word/footer1.xml\xb5S\xcbN\xc30\x10\xbc\xf3\x15\x96\xef\xd4i\x0f\xa8\x8a\x9aV\x15Pn\xa8\x12\xe5\x03\xdcd\x93\x18%\xb6\xb5\xbbm\xda\x1b\x1f\xc1\x17\xf2%8\x0f*q\xa8\x84(\xbd\xf8\xb5\xb3\xe3\x99\x91=[\x1c\xeaJ\xec\x01\xc98\x9b\xc8\xf1(\x92\x02l\xea2c\x8bD\xbenV\xb7S)\x88\xb5\xcdt\xe5,$\xf2\x08$\x17\xf3\x9bY\x13\xe7\x8c"4[\x8a\x9bD\x96\xcc>V\x8a\xd2\x12jM#\xe7\xc1\x86Z\xee\xb0\xd6\x1c\xb6X\xa8\xc6a\xe6\xd1\xa5@\x14\xb8\xebJM\xa2\xe8N\xd5\xdaX9\xd0\xe0oh\\\x9e\x9b\x14\x1e\\\xba\xab\xc1rO\x82Pi\x0e\xfa\xa94\x9e\xe4<h\xf3\xdd\xb0\xc6nz\xe1c\x05\xa2\x89\xf7\xbaJ\xe4Z\x17\xf0\xbc\xab\xb7\x80R\xb5Uc\xb3PBS\x94|_j\xa4\x90A\x142\x18\x8e\x129\x99F=\xf0-\xfd\xa6\xe8*\xed\xa1:\xdd\xd1\x0f\xc3z\xe5,S\x00\x97\xc6\x06\x02\xd0\xc4K2zh\x18@\xdcz\x8e\xc9\xeb4d\xea\x11\x08p\x0fr\xfe\xf9\xfe!Z\x14\xf7\xd8?Q\xe7U\xd6:\x11\xa7\xd5\xe6\xe8\xc3%[(B\xd4\xea\x02bc\x89q\x03\x873\xda\xc5z\xf9\xf4\xd8\xa9?\x01\xff\xdf\x05\x81\xd7\xa8\x19.2r\xc6\xc0\xf8J\xc9\x83\xcd\xae!W\x84\xc7\xf2C\xb1\xea\xde\xbd\xea~\xe6\xfc\xe6\x0bPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x1cD\xc3\xe9P\x01\x00\x00\xd7\x03\x00\x00\x10\x00\x00\x00word/footer2.xml\xb5SKn\xc20\x14\xdcs\n\xcb\xfb\xe2\xc0\xa2B\x11\tBm\xe9\xaeB*=\x80I^\x12W\x8em\xbdg\x08\xecz\x88\x9e\xb0\'\xa9\xf3)R\x17H\xa8\x94\x8d\x7fo\xdexfd\xcf\x17\x87Z\xb3= )k\x12>\x19G\x9c\x81\xc9l\xaeL\x99\xf0\xb7\xcd\xean\xc6\x19yir\xa9\xad\x81\x84\x1f\x81\xf8"\x1d\xcd\x9b\xb8\xf0\xc8B\xb3\xa1\xb8Ix\xe5\xbd\x8b\x85\xa0\xac\x82Z\xd2\xd8:0\xa1VX\xac\xa5\x0f[,Ec1wh3 \n\xdc\xb5\x16\xd3(\xba\x17\xb5T\x86\x0f4x\t\x8d-\n\x95\xc1\xa3\xcdv5\x18\xdf\x93 h\xe9\x83~\xaa\x94#\x9e\x06m\xae\x1b\xd6\xd8M\xaf\xfe\xa8\x815\xf1^\xea\x84\xafe\t/\xbbz\x0b\xc8E[U&\x0f%\r\x85\x7f\xa8$R\x88 \n\x11\xf4\'\t\x9f\xce\xa2\x1e\xf6\x9e\xfd\x10\xb4\x85\xf6L\x9c.\xe8\x87a\xbd\xb2\xc6S\xc0V\xca\x84~\x90\xe4\x97\xa4\xe4\xd00\x80|k8&\'\xb3\x10\xa8C \xc0=\xf0\xf4\xeb\xe3\x93\xb5(\xdfc\xffD]\xe8\xbc\xf5\xc1N\xab\xcd\xd1\x85K\xb6P\x86\x9c\xc5\x15\xc4\xca\x90\xc7\r\x1c\xcehg\xeb\xe5\xf3S\xa7\xfe\x04\xfc\x7f\x17\x04N\xa2\xf4p\x95\x913\x06&7J\x1eL~\x0b\xb9,<\x96_\x8aE\xf7\xe8E\xf7-\xd3\xd17PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xdf]\xbem\xb1\x01\x00\x00\x08\x03\x00\x00\x11\x00\x00\x00word/settings.xml\x8dR]O\xdb@\x10|\xe7WD\xf7\xdc\xc6\xa1*\x94F$\x08ZR\x1e\xd2\x0f\xd5\xa1}^\xdf\xad\xf1\xa9w\xb7\xd6\xde:!\xfc\xfanbGA\xf0\xc2\xdb\xd93;\x9a\x99\xdd\xcb\xab\xc7\x18Fk\xe4\xec)\xcd\xcc\xe9xbF\x98,9\x9f\x1ef\xe6~\xb5x\x7faFY 9\x08\x94pf\xb6\x98\xcd\xd5\xfc\xe4r3\xcd(\xa2\xac<R\x85\x94\xa7\x9b\x99iD\xdaiQd\xdb`\x84<\xa6\x16\x93b5q\x04\xd1O~(6\xc4\xaee\xb2\x98\xb3\x8e\xc6P|\x98L\xce\x8b\x08>\x99A\x86\xdf"Cu\xed-~%\xdbEL\xd2\x8b0\x06\x10\r\x91\x1b\xdff3W\x83ODq\xb4\x99\xb6\xc8VY\x1an21\xc5\x0epXC\x17d\x05U)\xd4*e\raf\xce?\x0e0\xae1]\'\xf7\xd3\xb9;\x04\xa7\xd5\xf4C\x0c\x1b\xf5\xfc\x8d\xbd\xbb#\xf6O\x94\x04B\xd9\x82\xd5\x9f\x07\x89\xd3\xb3\x0b\xf3\x92\xfc\x07Y\xbc}E=\xfb\xf4\xb9\xa7\xda\x06\x18\xac \x0f\x84/*\xcc\x14\x0e<K\xb1e\xad\xebW\x97\xact\xfb\x84\xc3\x9c\x02 \xbbW\xd6A\\\x10\xdf/\xf7@\x05\x01\x92\xc5R\xb5\x02\xdelE{\xea\xaa\xfe\xf5\xd7;iz\x83\xf4\x83d\x89\xb0\xc6\x1b\xb0\xffr\x80\xdc\\\xef\x16\xbc\x07\xbb\xb0b\xf0{\xc7xd\xdf>\xb6z\x06e\xe3k\xf9\x8d\xd2q\xea\xb9\x19\x17\xb7K\xd8R\'\xcfl\x95\xfdmh\x88\x04\x11\xfb\x14\xea\xbd\xf2\xc1\xcb\xf6;94\nu\xec_-;z\xcb\x94\xa9\x96\xb1\x8e\x0c{\xde_\x8d9v\xbc\xcb_</\xc0\xa1\xf5Q\x1b\xde\xc6\xeaX\xdc\xb8\xaf)\xf8\xacnZ\xedX\x88\x0f\xd8\xbbA\xe2p\xc2\xf3\x93\xffPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x00\x0b\xe6\x13G\x05\x00\x00\xb04\x00\x00\x0f\x00\x00\x00word/styles.xml\xed\x9b\xe1O\xdbF\x14\xc0\xbf\xf7\xaf\x88\xfc\x9d\x9a8\t\x05\xd4PA(-R\x8b\xd0\x00\xed\xe3t\xb1/\xc9\r\xfb\xce\xbb\xbb\x10\xe8\xa7Nj\xd7vUG\xabI\xa5\x93*\x8dn\xab\x84\xa6\x15\xaa\xb5[\xb7\xb2\x8a\x7f\x86\x04\xf8/vg;8\x89\xed\x90\x11Z\xf00_\xc8\xbd\xf78\x9f\xef\xfd\xde\xbbw\x97\xe3\xf2\x95e\xcbL-A\xca\x10\xc1y%}qPIA\xac\x13\x03\xe1r^Y\x98\x9f\x1a\x18VR\x8c\x03l\x00\x93`\x98WV S\xae\x8c]\xb8\\\x1be|\xc5\x84,%\xfe\x1e\xb3\xd1Z^\xa9pn\x8f\xaa*\xd3+\xd0\x02\xec"\xb1!\x16\xba\x12\xa1\x16\xe0\xa2I\xcbj\x8dP\xc3\xa6D\x87\x8c\x89\xee-S\xd5\x06\x07\x87T\x0b \xacx\xdd\xd0^\xba!\xa5\x12\xd2\xe1$\xd1\xab\x16\xc4\xdc\xed\x84B\x13p\xf1\n\xac\x82l\xa6\x8c\x89\xe1\x19D\x9f\x84%P59\x93M:K\xbd\xa6\xd7r~M\x11\xccY\xaa6\n\x98\x8eP^\xd9\xdd\xde\xa9o>\xfc\xe2\xda\x84\x96Ik\x8a\x90W\xc61\x0b\x93C\xc0\xf88C D\xa5\xb3N\xa1*\x1f\xa5\x13\x93P\xa1^\x02f^\x19t~\\\xc5"\xa4\xf8P\xee\x8a\xd8\xad\xa6 \xa35%\x05\xd6)3\x01.7e\x10\x0f,\xcc\xb5\x0f\xecVe\xa00#-U\xefu\xd5\xceI\xb0;[\xf2W\r\x19\xa4V\x10\xd3B\x89\xd91,P\xe5d\xce\x06b\xea\xafFjf:_EH\x913\xce"\x14>\x84R!\xe7\xbb\xc4!\xf5\x8cT\xef\xd9j\xfb\x88\xd4\x80\x0b\x1d\xe0\xc4\x1f\xf3\x15[\xf4c\x03\n\xca\x14\xd8\x15\xd9\x9f\xe1\x9a\t\x80e\xcb1\x9c6\xf2\xca\x041V\x1c\x180\xb0`sd\x8dW?7\x9e\xdes\x87\xf7\xd5\x94\xc3\x95zz\x13 >\x9bH\x06V\xee\xd2H\xb3\xf1Y\xd5\x14\x02\xb8\x0ct\xeev\x82\xb0!T%D\x19\xbf!\xf4\x85\n\xa0\x822\x01\xbe\xd2*\xce+CY\xef\xa9_\xea\xcda\x14\t\xaf\xb4\xce\xf2\x99b\xdf\x9f\x1cG5\x90\xeb+$Z@w\x088\x82\x99CJD&\x99G\xdc\x84\x01R\xeaw\x7f\x13\xa44\xd6\xef\x1d\xfc\xf4,\x92\x97E\x08\xed\x19\xb8\xec\xcaN\x1a\x1e\x0c\xecyr\x8d"\xe3\xb8TI"\xa2\xa8\xf2!\xd1E\x1e\x85\xb4\'L\x1aO\xff\x16\x01T\x7f\xbd*\xa6E\xf8yo\xf3\xf6\xee\x87\xef[p\x89\xd4\xfb\xd8D\x9aH|\xc2\x95}\xa4\xd0l6\xc8\x8b+;./s\xd5"\x0f\xe7\xe5\xc1\xd6i\xc2r\x12\x99\xe6xL\xbc|\'\x9c\x14L\x1d\x01y\x0b\x03\x9d*\xc7\xf7m\xc28\xa4\x8e\x9b\x80.\x061X}"\xd3\xc6\xf3\xf7\xf5\xbbo$\xc5;kI\xf2H\x92\x87G\xccu\x08\x0c\xb9X\x07\xa8\xd9{p\xbf\xfe\xcb\xdbX\x95%>\x03&,\xf1\x9e\x088\xd8~\xd2\xeer_\xe0\xfb\xd8\x97I\xa7z\xad8\xa4\x83\x99\xaaU\x14\xa1\x10\x9e\x10\xea\xaf\xd6\xea\xab\xefb\xea\xe0\xff\x10\xe4\xe7\xb7\x90\x1c7\x0c*\xf6\xb60\x18\xdc\xbb\x7fm\x1f\xdc\xfe\xfa\xf4|\xef9\xf9\xa3\x87\xf7\xf9\xf5\xbd\xcc\xebb\x14\xe9\xe0v\xd3\xa9\x08\xd3\xf1-\tO`\xf3Y\x1b%U.;\xbf\xb1\xd4\xfeZ\xe7|\xbd\xf0\xa0\xd1"\xa0\xd1\x12h:\xa0I\'\xfb\x91^\x80\xcaD\x00\x95I\x80\xea\x00JK\x96\xb5^\x80\xcaF\x00\x95M\x80\xea\x00*\x93\x00\xd5\x15\xa8\xabX7\t\xab\x8a:9\x80\xd4\xc1\x0fwv\xb7\xff\xdc\xdfz\xdbx\xf6]\xdc\xb9\x92\x15\xb3\x87T\xceEJJ\xc4\x02\x96\xbb\x94s\xfc\rpY<\xca3\xc9\xb8&\x9e0\xaf\x8cdsI\t~|\xb4BO\xe5\\\xbaD\xda\xda\xdf\xfa\xa67\xbalP\x86\x13\x14\x82\xc5\t\x87\x0659\x86\x89IY=\x87\xca\x18p\x01B\xf0\x90\xed\xc3\xef\xf5\xc7\x8f\xce\xd9\xf1\xfc\xf9\xcd\x08\x87 L\x02\x1e\x84\xa1q\xff\xb1<\xa7_{\xd9x\xfec\xdc\xd7\x1b\x8a\xca\x95\xe6\x82\x93uW\x13G$V\x1cm(P\xc08\xaa\x84\x9d\xeeg\xb9$\x04\x19\xb1\x884\xdel$w\x07\x12J<J\xa6-\x9b"\xcc\xc3\xbe\xcd\xd9\xdf|\x1dCPZ\n\xd7tk\xe1\xaa\r\xfbI\xa5]\xef\xe5\x19i\x10\'~\xba\x82\xa2\r\x07Aqe\xc7\x05\xa5@l\x14\xb2\xe7i|{\xe7T\xbf\x188\tN\xb2m\x1b\x9c\xb4\xd6\x03(G\xee\x80\x86\xb3\tM]h\x9a\x15[\x93\x88/\x1b\x0f^\xfc\xb1\xb7\xfe\xe9\x88\xea\xfb\x92\x81\x87\xc3\x11\xe5n\xef\x15\x8bpY\xfb\xd6\xc6\x17\xf8\xfe\xf6e\xd2\xd1^\xebLyx\x1e\x14M\x18~-m\xff\xc5F\xcc.\xa4\r\xb5\xf8;\xdb\x93\xbf\xcf\xf4q\xc7i\xa0 \x0fb\xc3H\xf8\x94wF\xfa\x8f\xf5\xce\x0bE\xf2a}\xecl?\xd61Fw\x07\x87\xdc\t\xd2\xb2\xfd\xc7\xba\x08\xd90\x077\xd6\xff\xf9\x9f98\xc6\xb1}\xe2\xae\x97\xb3\x14\x8c\xeb\xc6\xc6\xaf{\xefwbzU(\xbeuZ?\xdbC.c\xb8\xcb\xbf"81>#]i\x06\xdc\xed\x8aS\x8e\x89;\x82*\x9a\xa5\x88P\xc4W\x9a6##\xde\xd8\xa0\x85\xae#\xc3\x80\xd85\xc4\x15d\xc0\xcf+\x10/0h8"^4\xdd\xf9\x16\x1f\xa6\x9dZ\xbd\xe6y\xd1\x1d\xa9\xb1\x0c\x94\xa6a\x01\x9a\xe6M\xe0Z\x13;\xdaT\x86l\xb4Vx\x9c\x13+Z\xef\x14oQj\xb5} \xea\xe1\x0b\xf8s\xdd\xfc\xc4\xc6.\xfc\x0b', b'PK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xcf\xea\xe26 \x01\x00\x006\x04\x00\x00\x13\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00[Content_Types].xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00:I\x1b\x80\xb1\x00\x00\x00+\x01\x00\x00\x0b\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00Q\x01\x00\x00_rels/.relsPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x05Yb\xa6\xe6\x00\x00\x00$\x03\x00\x00\x1c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00+\x02\x00\x00word/_rels/document.xml.relsPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00Z\xf2\xb7\xcaF\x01\x00\x00\xaa\x03\x00\x00\x12\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00K\x03\x00\x00word/fontTable.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xa8!\xf8\xc3Q\x01\x00\x00\xda\x03\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xc1\x04\x00\x00word/footer1.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x1cD\xc3\xe9P\x01\x00\x00\xd7\x03\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00@\x06\x00\x00word/footer2.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xdf]\xbem\xb1\x01\x00\x00\x08\x03\x00\x00\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xbe\x07\x00\x00word/settings.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x00\x0b\xe6\x13G\x05\x00\x00\xb04\x00\x00\x0f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x9e\t\x00\x00word/styles.xml', 8, frozenset(('[Content_Types].xml', '_rels/.rels', 'word/_rels/document.xml.rels', 'word/fontTable.xml', 'word/footer1.xml', 'word/footer2.xml', 'word/settings.xml', 'word/styles.xml',))), {'Body': '仿宋_GB2312', 'DocTitle': '方正小标宋简体', 'Subtitle': '楷体_GB2312', 'Mark': '方正小标宋简体', 'HeadLine': '黑体', 'Number': '仿宋_GB2312', 'Addressee': '仿宋_GB2312', 'Heading1': '黑体', 'Heading2': '楷体_GB2312', 'Heading3': '仿宋_GB2312', 'Heading4': '仿宋_GB2312', 'Enclosures': '仿宋_GB2312', 'EnclosureMark': '黑体', 'Signature': '仿宋_GB2312', 'SignatureDate': '仿宋_GB2312', 'Note': '仿宋_GB2312', 'Imprint': '仿宋_GB2312', 'Copies': '仿宋_GB2312', 'PageNumber': '宋体', 'TableTitle': '仿宋_GB2312', 'TableHead': '黑体', 'TableText': '仿宋_GB2312', 'Ruled': '仿宋_GB2312', 'TableNormal': '仿宋_GB2312', '': '仿宋_GB2312'}),
    '仿宋': ((b'PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xcf\xea\xe26 \x01\x00\x006\x04\x00\x00\x13\x00\x00\x00[Content_Types].xml\xb5\x93\xbbn\x021\x10E{\xbe\xc2r\x8bX\x03E\x14E,\x14y\x94I\n\xf2\x01\x13\xef,X\xf1K\x9e\x81\xc0\xdfg\x16\x10ED\x02\x05\x94\xf6\xcc\xbd\xe7\xc8\x92\'\xb3M\xf0j\x8d\x85\\\x8a\xb5\x1eUC\xad0\xda\xd4\xb8\xb8\xa8\xf5\xc7\xfcep\xaf\x151\xc4\x06|\x8aX\xeb-\x92\x9eM{\x93\xf96#)\tG\xaa\xf5\x929?\x18Cv\x89\x01\xa8J\x19\xa3L\xdaT\x02\xb0\x1c\xcb\xc2d\xb0_\xb0@3\x1e\x0e\xef\x8cM\x911\xf2\x80\xbb\x0e=\x9d<a\x0b+\xcf\xeay#\xd7{\x91\x82\x9e\xb4z\xdc/v\xacZC\xce\xdeY`\x99\x9bul~Q\x06\x07B%\xc9\xdd\x0e-]\xa6\xbe,hs\x92\xd0M\xfe\x06\x1cro\xf22\xc55\xa8\xde\xa1\xf0+\x04\xd92\xdf\xa94\xa6Iv\x15$Y\xfd_s\xc23\xb5\xad\xb3x\xccwm\xb9$\x8bD\xf2\xe4\xc1W\xc7I\x00\x17\xfb\xe7<\x88\xb7\x1e\xe9\xfa\x16\xfb\xde\xf3xd\x96\xc0-\x04\x0e\xcdg\x15Z\x81\xce\xe1\xd3\xe3\xf5\x1d\x8e\xd5\x17H$\xc62\xba\x85BW|!\x7f|k\xbe\xd9\xfd\xfai\xef\x07PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00:I\x1b\x80\xb1\x00\x00\x00+\x01\x00\x00\x0b\x00\x00\x00_rels/.rels\x8d\xcf;\x0e\xc20\x0c\x06\xe0\xbd\xa7\x88\xbc\xd3\xb4\x0c\x08\xa1\xa6]\x10RWT\x0e\x10%n\x1a\xd1<\x94\x84GoO\x06\x06\x8a\x18\x18m\xff\xfe,7\xdd\xd3\xcc\xe4\x8e!jg\x19\xd4e\x05\x04\xadpR[\xc5\xe02\x9c6{ 1q+\xf9\xec,2X0B\xd7\x16\xcd\x19g\x9e\xf2N\x9c\xb4\x8f$#62\x98R\xf2\x07J\xa3\x98\xd0\xf0X:\x8f6OF\x17\x0cO\xb9\x0c\x8az.\xae\\!\xddV\xd5\x8e\x86O\x03\xda\x95Iz\xc9 \xf4\xb2\x062,\x1e\xff\xb1\xdd8j\x81G\'n\x06m\xfaq\xe2+\x91e\x1e\x14&\x06\x0f\x17$\x95\xefv\x99Y\xa0mCW/\xb6\xc5\x0bPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x05Yb\xa6\xe6\x00\x00\x00$\x03\x00\x00\x1c\x00\x00\x00word/_rels/document.xml.rels\xb5\x92\xcbj\xc30\x10E\xf7\xf9\n1\xfbZ\xb6\xd3\x96R"gS\x02\xd9\x16\xf7\x03Ty\xfc \xb2$4\xd3R\xff}U\xfar \x98.\xdc\xe5\x9da\xee9\x08\xed\xf6o\xa3\x15\xaf\x18i\xf0NA\x91\xe5 \xd0\x19\xdf\x0c\xaeS\xf0T\x1f\xae\xee@\x10k\xd7h\xeb\x1d*\x98\x90`_mv\x8fh5\xa7\x1b\xea\x87@"\x958R\xd03\x87{)\xc9\xf48j\xca|@\x976\xad\x8f\xa3\xe6\x14c\'\x836\'\xdd\xa1,\xf3\xfcV\xc6y\x07Tg\x9d\xe2\xd8(\x88\xc7\xa6\x00QO\x01\xff\xd2\xed\xdbv0\xf8\xe0\xcd\xcb\x88\x8e/ $\xf1d\x93\xbf\xa8u\xec\x90\x15|\xe6,\xf5\x80\xbc\x8c/W\xc5#sz\xd7\xb9\xc0\xd7dIa\xbb\xa6B\xeb\x1d\xd7\xfa\xd9\xe2\xaf\xc3\xcfhI\xe2z]\t\xcf\x18\xe7\x06\x1f\xb9X\xe2\xdf\xfc?\xbf\xfc\xe6\xcb\xb3\xbf]m\xde\x01PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00U\xa4*\xffE\x01\x00\x00\xa3\x03\x00\x00\x12\x00\x00\x00word/fontTable.xml\xbd\x91?K\x031\x18\x87\xf7~\x8a#\xbbM[\xa1\x94\xa3\xd7\x82\x88\n\x82Ku\x96\x90{\xaf\x17\xc8\x9f#\xc9\xf5\xec\xe6\xe6\xe0 "8\x0b\xe2hq\x13)\xe2\x97iO\xfc\x16\xa6\xde\x9d\x83\xb6\xa0\x82\xdd\x92\xdf\x93\xbc\xef\x937\xdd\xfe\x89\xe0\xde\x08\xb4aJ\x06\xa8Yo \x0f$U!\x93\xc3\x00\x1d\x1d\xeelt\x90g,\x91!\xe1JB\x80\xc6`P\xbfW\xebf~\xa4\xa45\x9e\xbb.\x8d\x9f\x05(\xb66\xf1164\x06AL]% \x1d\x8b\x94\x16\xc4\xba\xad\x1e\xe2L\xe90\xd1\x8a\x821\xae\xba\xe0\xb8\xd5h\xb4\xb1 L\xa2\xb2\x8c\xfeI\x19\x15E\x8c\xc2\xb6\xa2\xa9\x00i\x8b"\x1a8\xb1\xee\x05&f\x89A\xbd\xd2\xce\xcb|I\x84\x93\x9eM_\xe6\x93\xf3\x8f\x9cp{\xe02\x87F\x84\x7f\x12\xbc@4&\xda\x80\xadP\xa7]\xc4\x11\x11\x8c\x8f\xabT\xa8\x10\xb4,H\xc2,\x8d+\x10BDRn\x17\x04\x17\xed\xbfi\xe4w\x8f\xb3\xe7\xab\xe3\xdd\xad\xd6f\xb3\xb5\xcc\xa68\xb0&\x9b\xb7\xe9\xe5\xa2\xd9\x12\x8d\x01\x13{\xc0\xd65\x94\xeb\xa7\xfc\xfev\xfep\x91\xdf\x9c\xb9\xafx\x9d\x9c\xae\xb0\xfar\xd0\x8dq\xff\x17\x8a$\xb5\xeao\x82\xae\xd7\xea9\rR\xf9?\x12\xe5\xc2\xf4j\xefPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xa8!\xf8\xc3Q\x01\x00\x00\xda\x03\x00\x00\x10\x00\x00\x00word/footer1.xml\xb5S\xcbN\xc30\x10\xbc\xf3\x15\x96\xef\xd4i\x0f\xa8\x8a\x9aV\x15Pn\xa8\x12\xe5\x03\xdcd\x93\x18%\xb6\xb5\xbbm\xda\x1b\x1f\xc1\x17\xf2%8\x0f*q\xa8\x84(\xbd\xf8\xb5\xb3\xe3\x99\x91=[\x1c\xeaJ\xec\x01\xc98\x9b\xc8\xf1(\x92\x02l\xea2c\x8bD\xbenV\xb7S)\x88\xb5\xcdt\xe5,$\xf2\x08$\x17\xf3\x9bY\x13\xe7\x8c"4[\x8a\x9bD\x96\xcc>V\x8a\xd2\x12jM#\xe7\xc1\x86Z\xee\xb0\xd6\x1c\xb6X\xa8\xc6a\xe6\xd1\xa5@\x14\xb8\xebJM\xa2\xe8N\xd5\xdaX9\xd0\xe0oh\\\x9e\x9b\x14\x1e\\\xba\xab\xc1rO\x82Pi\x0e\xfa\xa94\x9e\xe4<h\xf3\xdd\xb0\xc6nz\xe1c\x05\xa2\x89\xf7\xbaJ\xe4Z\x17\xf0\xbc\xab\xb7\x80R\xb5Uc\xb3PBS\x94|_j\xa4\x90A\x142\x18\x8e\x129\x99F=\xf0-\xfd\xa6\xe8*\xed\xa1:\xdd\xd1\x0f\xc3z\xe5,S\x00\x97\xc6\x06\x02\xd0\xc4K2zh\x18@\xdcz\x8e\xc9\xeb4d\xea\x11\x08p\x0fr\xfe\xf9\xfe!Z\x14\xf7\xd8?Q\xe7U\xd6:\x11\xa7\xd5\xe6\xe8\xc3%[(B\xd4\xea\x02bc\x89q\x03\x873\xda\xc5z\xf9\xf4\xd8\xa9?\x01\xff\xdf\x05\x81\xd7\xa8\x19.2r\xc6\xc0\xf8J\xc9\x83\xcd\xae!W\x84\xc7\xf2C\xb1\xea\xde\xbd\xea~\xe6\xfc\xe6\x0bPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x1cD\xc3\xe9P\x01\x00\x00\xd7\x03\x00\x00\x10\x00\x00\x00word/footer2.xml\xb5SKn\xc20\x14\xdcs\n\xcb\xfb\xe2\xc0\xa2B\x11\tBm\xe9\xaeB*=\x80I^\x12W\x8em\xbdg\x08\xecz\x88\x9e\xb0\'\xa9\xf3)R\x17H\xa8\x94\x8d\x7fo\xdexfd\xcf\x17\x87Z\xb3= )k\x12>\x19G\x9c\x81\xc9l\xaeL\x99\xf0\xb7\xcd\xean\xc6\x19yir\xa9\xad\x81\x84\x1f\x81\xf8"\x1d\xcd\x9b\xb8\xf0\xc8B\xb3\xa1\xb8Ix\xe5\xbd\x8b\x85\xa0\xac\x82Z\xd2\xd8:0\xa1VX\xac\xa5\x0f[,Ec1wh3 \n\xdc\xb5\x16\xd3(\xba\x17\xb5T\x86\x0f4x\t\x8d-\n\x95\xc1\xa3\xcdv5\x18\xdf\x93 h\xe9\x83~\xaa\x94#\x9e\x06m\xae\x1b\xd6\xd8M\xaf\xfe\xa8\x815\xf1^\xea\x84\xafe\t/\xbbz\x0b\xc8E[U&\x0f%\r\x85\x7f\xa8$R\x88 \n\x11\xf4\'\t\x9f\xce\xa2\x1e\xf6\x9e\xfd\x10\xb4\x85\xf6L\x9c.\xe8\x87a\xbd\xb2\xc6S\xc0V\xca\x84~\x90\xe4\x97\xa4\xe4\xd00\x80|k8&\'\xb3\x10\xa8C \xc0=\xf0\xf4\xeb\xe3\x93\xb5(\xdfc\xffD]\xe8\xbc\xf5\xc1N\xab\xcd\xd1\x85K\xb6P\x86\x9c\xc5\x15\xc4\xca\x90\xc7\r\x1c\xcehg\xeb\xe5\xf3S\xa7\xfe\x04\xfc\x7f\x17\x04N\xa2\xf4p\x95\x913\x06&7J\x1eL~\x0b\xb9,<\x96_\x8aE\xf7\xe8E\xf7-\xd3\xd17PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xdf]\xbem\xb1\x01\x00\x00\x08\x03\x00\x00\x11\x00\x00\x00word/settings.xml\x8dR]O\xdb@\x10|\xe7WD\xf7\xdc\xc6\xa1*\x94F$\x08ZR\x1e\xd2\x0f\xd5\xa1}^\xdf\xad\xf1\xa9w\xb7\xd6\xde:!\xfc\xfanbGA\xf0\xc2\xdb\xd93;\x9a\x99\xdd\xcb\xab\xc7\x18Fk\xe4\xec)\xcd\xcc\xe9xbF\x98,9\x9f\x1ef\xe6~\xb5x\x7faFY 9\x08\x94pf\xb6\x98\xcd\xd5\xfc\xe4r3\xcd(\xa2\xac<R\x85\x94\xa7\x9b\x99iD\xdaiQd\xdb`\x84<\xa6\x16\x93b5q\x04\xd1O~(6\xc4\xaee\xb2\x98\xb3\x8e\xc6P|\x98L\xce\x8b\x08>\x99A\x86\xdf"Cu\xed-~%\xdbEL\xd2\x8b0\x06\x10\r\x91\x1b\xdff3W\x83ODq\xb4\x99\xb6\xc8VY\x1an21\xc5\x0epXC\x17d\x05U)\xd4*e\raf\xce?\x0e0\xae1]\'\xf7\xd3\xb9;\x04\xa7\xd5\xf4C\x0c\x1b\xf5\xfc\x8d\xbd\xbb#\xf6O\x94\x04B\xd9\x82\xd5\x9f\x07\x89\xd3\xb3\x0b\xf3\x92\xfc\x07Y\xbc}E=\xfb\xf4\xb9\xa7\xda\x06\x18\xac \x0f\x84/*\xcc\x14\x0e<K\xb1e\xad\xebW\x97\xact\xfb\x84\xc3\x9c\x02 \xbbW\xd6A\\\x10\xdf/\xf7@\x05\x01\x92\xc5R\xb5\x02\xdelE{\xea\xaa\xfe\xf5\xd7;iz\x83\xf4\x83d\x89\xb0\xc6\x1b\xb0\xffr\x80\xdc\\\xef\x16\xbc\x07\xbb\xb0b\xf0{\xc7xd\xdf>\xb6z\x06e\xe3k\xf9\x8d\xd2q\xea\xb9\x19\x17\xb7K\xd8R\'\xcfl\x95\xfdmh\x88\x04\x11\xfb\x14\xea\xbd\xf2\xc1\xcb\xf6;94\nu\xec_-;z\xcb\x94\xa9\x96\xb1\x8e\x0c{\xde_\x8d9v\xbc\xcb_</\xc0\xa1\xf5Q\x1b\xde\xc6\xeaX\xdc\xb8\xaf)\xf8\xacnZ\xedX\x88\x0f\xd8\xbbA\xe2p\xc2\xf3\x93\xffPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x001&\xc1@\x05\x00\x00\x0c3\x00\x00\x0f\x00\x00\x00word/styles.xml\xed\x9aaO\xdbF\x18\xc7\xdf\xf7SD~OM\x9c\x84\x02j\xa8 \x94\x16\xa9\x8d\xd0\x00\xed\xe5t\xb1/\xf1\r\xe7\xce\xbb\xbb\x10\xe8\xabVj\xd7v\xd3F\xabI\xa5\x93*\x8dn\xab\x84\xa6\x15\xaa\xb5[\xb7\xb2\x8a/C\x0c|\x8b\xdd\xd9\x0eN\xe2\x182B\t\x01\xe7Mr\xcfs9\x9f\xef\xff\xbb\xe7\x9e;\xfb\xea\xb5\xa5\xb2\x95X\x84\x94!\x82\xb3J\xf2\xf2\xa0\x92\x80X\'\x06\xc2\xa5\xac2?750\xac$\x18\x07\xd8\x00\x16\xc10\xab,C\xa6\\\x1b\xbbt\xb5:\xca\xf8\xb2\x05YB\xfc\x1f\xb3\xd1jV19\xb7GU\x95\xe9&,\x03v\x99\xd8\x10\x0b_\x91\xd02\xe0\xa2HKj\x95P\xc3\xa6D\x87\x8c\x89\xe6\xcb\x96\xaa\r\x0e\x0e\xa9e\x80\xb0\xe27C;i\x86\x14\x8bH\x87\x93D\xaf\x94!\xe6^#\x14Z\x80\x8b[`&\xb2\x992&\xbag\x10}\x12\x16A\xc5\xe2L\x16\xe9\x0c\xf5\x8b~\xc9\xfd\x9a"\x98\xb3Du\x140\x1d\xa1\xac\xb2\xb3\xb5]\xdb\xf8V\x11\x06s\x1c\xb3&\x03\x04\x8c\x8f3\x04\x1am:;(\xa9\xb29\x9dX\x84\n\xfb"\xb0\xb2\xca\xa0\xfb\xf1\x1c\x0b\x90\xe2\x03\xbbgbw\xea\x86\x94V\xb7\xe4X\xab\xcd\x02\xb8T\xb7A<0?\xdb\xdc\x95;\xe6@./k\xaa\xfe-\xa9\xad7j\xb7\x96\xe4W\x15\x19\xa4\x9a\x13\xb7N\x89\xd5\xd2-P\xe1d\xd6\x06bx\xafGz\xf2\xad\xb7"\xac\xc8\xedg\x01\n\x9d\xa0t\xc81-rH\xfdJ\xaa\x7fm\xb5\xb9GjH&\x17*\xf1g\xbel\x8bvl@A\x89\x02\xdb\x94\xed\x19^5\x01\xa9,\xb9\x15\xa7\x8d\xac2A\x8ceWp\x0c\xca\xb0\xde3\xe7\xf5/\xce\xb3\x87^\xf7\xbe\x9ar\xd9Q{7\x00\xe2\xb7\x85\xe4\xe4\xc9\\\x19\xa9\x17>\xabX\xc2\x00\x97\x80\xce\xbdF\x106\x84\xab\x88(\xe3\xb7\x84?g\x02*\xf0\x12p+\x8d\xe6\xac2\x94\xf6\xaf\xfa\xa5^\xefF\x81p\xb3q\x94O\x9d\xef`\x00\\\xd7@\xa6+\xec\x1b`vU>\x82\x8b\x03\x12DD\x98C\xdc\x82!\x1aj\x0f~\x1748k\x0f\xf7\x7f~\x1e\xc9\xc4\x02\x84v\x1e.y\xb6\x93\x06\x04\x03{\x8e\xdc\xa0\xc88.9R\xf5(r\x02\x10t\x11\x0f!\xed\x08\x05\xe7\xd9?b\x92\xd4\xde\xac\x88a\x11\x02\xefn\xdc\xdd\xf9\xf8C\x03\x19\x91\xfe\x00\x94\xc8*\x92\x9b\xf6\xce.\xc2d:\x1d\xe6\xc5\xb3\x1d\x97\x97\xd9J\x81\xb7\xe7\xe5\xf1f/a9\x89hr<&^\xbd\x17"}qcBK%\xb5F\x16Z\xed\r\x0c\xb4\xba\\\xed\x9b\x8c\xfd\x10:n\x03\xba\x10\xc6`\xe5\xa9\x0c\x1b/>\xd4\x1e\xbc\x95\x14o\xaf\xc6\xc1#\x0e\x1e>17!0\xe4\x82\x1c\xa2f\xf7\xf1\xa3\xda\xaf\xef\xfa*\xf5\x08\x18\xb0`\x91wD\xc0\xfe\xd6\xd3f\xc9\x03C\xa0q`\x93\xa2\xfa\xa5~\x08\x07\xf9J\xb9 \xa6B\xfb\x80P{\xbdZ[y\xdf\xa7\x02\xff\x8fI~\xbe\x93\xc5q\xc3\xa0b\x1f\n\xc3\x13x\xe7\xef\xad\xfd\xbb\xf7z\xa7\xaf/\xe4\'\x9f\xc2\xe7[_\x19\x9fE/\x92\xe1\xad\xa1\x9b\xd9%\xfb7\xb5;\x81\x8dbu\x94T\xb8l\xfc\xd6b\xf3m]\xf0\xb8\xefC\xa3E@\xa3\xc5\xd0\xb4@\x93\x8c\xf7\x15\x9d\x00\x95\x8a\x00*\x15\x03\xd5\x02\x94\x16/]uh\xd2\x11\xd0\xa4chZ\xa0I\xc5\xd0(\xd7\xb1n\x11V\x119m\x08\x9b\xfd\x1f\xef\xefl\xfd\xb5\xb7\xf9\xcey\xfe}\xbf\xb3#\xb3[\x1f\x9b\x8c\x87\x8d\xb4\x88\x85(s%\xe3J\x0bpI\\\xca\xaf\x92\xf2\xaa\xf8\xc6\xac2\x92\xce\xc4\xe9\xf2\xe1\xf8\xb4=\t\xf3\x08\x12\xe1go\xf3\xeb\xce\x08\xb2A\tNP\x08\x16&\\\xc5\xd5\xf8\xe8\xa3OR\xe0YT\xc2\x80\x0b\x10\xc2\x07[\x1f\xff\xa8=\xf9\xee\x82\x1d\x89\x9f\xefY\x7f \xf6$\xe0a\xc1\x9dGO\xe4\xf9\xf7\xea+\xe7\xc5O\xfd\xbenPT2\xeb\x0bG\xda[\x15\\\x93X9\xb4\xa1P\xb2\xe1\xbab>\x94<i\x83\x85X\x0c\x9c\xb7\xeb\xf1\xb3\xf5\x0bE\xc2t\xd9\xa6\x08\xf3vO;\xf66\xde\xf4!\x0c\r\x89d\xb21\x91\xd4\x86\x83\xe0\xd0\xec\xf7\xe3\x85\xacp\xd6\x189\x14\x06m8\x0c\x83g;.\x0c9b\xa36\xfb\x0c\xe7\x9b\xfb==8?\t\x16\xd2M\x9b\x8a\xa4\xd6\x01\x0cG\xee:\x86\xd3\x17\x9e\x98\x19\xb1\x1d\x88x\xa8\xb6\xff\xf2\xcf\xdd\xb5\xd3\xa3\xa6\xeb\x87\xe9\xbe\xe4G\xa4\x98\x9dg\x10B\xab\xe6\xedD`\x08\x14\x0elRa\xbft\xa6\x14\x9e\x03\x05\x0b\xb6\x7f\xfdj\xef\xe5z\x9f\xbdx5\xd4\xa0w\xba#\xbd{~\x8c\xd0\x0b\xb9\xe5Ae;\xb5O\xf3\xfd\x87\xee\xe7s\xeb\xcb1\xf2b]\xec\x18?\xd5\xf1\xc0\xe1\x02\xb7y\xbfEKw?\x9f\xc5\xb4l\'\xb0\xb3\xf6\xef9\x13\xf8\x8c\xcf\xdf\x13\x97W\x8eDx\xee:\xeb\xbf\xed~\xd8\xee\xd3W[\xcevN\xd5\xcd\x96\x8c\xcb\xb9x\xc8+\xf0\xee\\\xcdK\xb9\xac\x90\xa4\x9e9\xe1V\xf1zPA3\x14\x11\x8a\xf8r\xbd\xce\xc8\x88\xdf7XF7\x91a@\xecU\xc4&2\xe0\xe7&\xc4\xf3\x0c\x1a\xae\x89\x17,oL\xc5\x8fi7w\xae\xfaJy=5\x96\x80R\xaf\x98\x83\x96u\x1bx\xb5\x89\x1d]UN\xbdh\xafP\x95\x93r\xb4\xdfM\xb4\xa2\xdcjsG\xd4\x83\x1b\x08\xc6\xba\xfe\x8b\x8d]\xfa\x0f', b'PK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xcf\xea\xe26 \x01\x00\x006\x04\x00\x00\x13\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00[Content_Types].xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00:I\x1b\x80\xb1\x00\x00\x00+\x01\x00\x00\x0b\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00Q\x01\x00\x00_rels/.relsPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x05Yb\xa6\xe6\x00\x00\x00$\x03\x00\x00\x1c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00+\x02\x00\x00word/_rels/document.xml.relsPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00U\xa4*\xffE\x01\x00\x00\xa3\x03\x00\x00\x12\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00K\x03\x00\x00word/fontTable.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xa8!\xf8\xc3Q\x01\x00\x00\xda\x03\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xc0\x04\x00\x00word/footer1.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x1cD\xc3\xe9P\x01\x00\x00\xd7\x03\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00?\x06\x00\x00word/footer2.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xdf]\xbem\xb1\x01\x00\x00\x08\x03\x00\x00\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xbd\x07\x00\x00word/settings.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x001&\xc1@\x05\x00\x00\x0c3\x00\x00\x0f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x9d\t\x00\x00word/styles.xml', 8, frozenset(('[Content_Types].xml', '_rels/.rels', 'word/_rels/document.xml.rels', 'word/fontTable.xml', 'word/footer1.xml', 'word/footer2.xml', 'word/settings.xml', 'word/styles.xml',))), {'Body': '仿宋', 'DocTitle': '方正小标宋简体', 'Subtitle': '楷体_GB2312', 'Mark': '方正小标宋简体', 'HeadLine': '黑体', 'Number': '仿宋', 'Addressee': '仿宋', 'Heading1': '黑体', 'Heading2': '楷体_GB2312', 'Heading3': '仿宋', 'Heading4': '仿宋', 'Enclosures': '仿宋', 'EnclosureMark': '黑体', 'Signature': '仿宋', 'SignatureDate': '仿宋', 'Note': '仿宋', 'Imprint': '仿宋', 'Copies': '仿宋', 'PageNumber': '宋体', 'TableTitle': '仿宋', 'TableHead': '黑体', 'TableText': '仿宋', 'Ruled': '仿宋', 'TableNormal': '仿宋', '': '仿宋'}),
}
PARTS = (
    ('word/document.xml', True, False, False, False, False, False, False, frozenset(('rId1', 'rId2', 'rId3', 'rId4', 'rId5',))),
)


def part_0(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'word/document.xml'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_单位 = resolve('单位')
        l_0_活动 = resolve('活动')
        l_0_段 = resolve('段')
        l_0_统计 = resolve('统计')
        l_0_namespace = resolve('namespace')
        l_0_填报支部数 = resolve('填报支部数')
        l_0_报 = missing
        try:
            t_1 = environment.filters['join']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'join' found.")
        try:
            t_2 = environment.filters['分行']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named '分行' found.")
        try:
            t_3 = environment.filters['字宽']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named '字宽' found.")
        try:
            t_4 = environment.filters['成文']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named '成文' found.")
        try:
            t_5 = environment.filters['折行']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named '折行' found.")
        try:
            t_6 = environment.filters['署名']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named '署名' found.")
        pass
        yield b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body><w:p><w:pPr><w:pStyle w:val="DocTitle"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
        yield environment.written_text(t_2(markup_join((environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '全域'), environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '简称'), environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '名称'), '阶段总结', )), [environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '简称')]))
        yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe4\xb8\x80\xe3\x80\x81\xe5\x9f\xba\xe6\x9c\xac\xe6\x83\x85\xe5\x86\xb5</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
        if environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '起止'):
            pass
            yield environment.written_text(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '起止'))
            yield b'\xef\xbc\x8c'
        yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '全域'))
        yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '支部数'))
        yield b'\xe4\xb8\xaa\xe5\x85\x9a\xe7\xbb\x84\xe7\xbb\x87\xe5\xbc\x80\xe5\xb1\x95\xe4\xba\x86'
        yield environment.written_text(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '名称'))
        yield environment.written_text(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '名称'))
        yield b'\xe9\x98\xb6\xe6\xae\xb5\xe7\x9a\x84\xe5\xb7\xa5\xe4\xbd\x9c\xef\xbc\x8c\xe5\xba\x94\xe5\x8f\x82\xe5\xad\xa6\xe5\x85\x9a\xe5\x91\x98'
        yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '应参学'))
        yield b'\xe5\x90\x8d\xe3\x80\x82'
        if environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '应学人次'):
            pass
            yield b'\xe5\xba\x94\xe5\xad\xa6'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '应学人次'))
            yield b'\xe4\xba\xba\xe6\xac\xa1'
            if (environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '到课率') != ''):
                pass
                yield b'\xef\xbc\x8c\xe5\xae\x9e\xe5\x88\xb0'
                yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '到课人次'))
                yield b'\xe4\xba\xba\xe6\xac\xa1\xef\xbc\x8c\xe5\x88\xb0\xe8\xaf\xbe\xe7\x8e\x87'
                yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '到课率'))
                yield b'\xef\xbc\x9b\xe8\xa1\xa5\xe8\xaf\xbe\xe3\x80\x81\xe9\x80\x81\xe5\xad\xa6'
                yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '补课人次'))
                yield b'\xe4\xba\xba\xe6\xac\xa1\xef\xbc\x8c\xe5\x8f\x82\xe5\xad\xa6\xe7\x8e\x87'
                yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '参学率'))
            yield b'\xe3\x80\x82'
        if (('征求意见' in environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '环节')) and environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '意见数')):
            pass
            yield b'\xe5\xbe\x81\xe6\xb1\x82\xe5\x88\xb0\xe6\x84\x8f\xe8\xa7\x81'
            yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '意见数'))
            yield b'\xe6\x9d\xa1\xef\xbc\x8c\xe5\xbd\x92\xe5\xb9\xb6\xe5\x90\x8e'
            yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '归并意见数'))
            yield b'\xe6\x9d\xa1\xe3\x80\x82'
        if environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '谈心人次'):
            pass
            yield b'\xe5\xbc\x80\xe5\xb1\x95\xe8\xb0\x88\xe5\xbf\x83\xe8\xb0\x88\xe8\xaf\x9d'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '谈心人次'))
            yield b'\xe4\xba\xba\xe6\xac\xa1\xef\xbc\x8c\xe8\xa6\x86\xe7\x9b\x96\xe5\xba\x94\xe5\x8f\x82\xe5\xad\xa6\xe5\x85\x9a\xe5\x91\x98'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '谈心覆盖人数'))
            yield b'\xe5\x90\x8d\xef\xbc\x8c\xe8\xb0\x88\xe5\xbf\x83\xe8\xa6\x86\xe7\x9b\x96\xe7\x8e\x87'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '谈心覆盖率'))
            yield b'\xe3\x80\x82'
        if environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '会议次数'):
            pass
            yield b'\xe5\x8f\xac\xe5\xbc\x80\xe4\xbc\x9a\xe8\xae\xae'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '会议次数'))
            yield b'\xe6\xac\xa1\xef\xbc\x8c\xe5\xba\x94\xe5\x88\xb0'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '应到人次'))
            yield b'\xe4\xba\xba\xe6\xac\xa1\xef\xbc\x8c\xe5\xae\x9e\xe5\x88\xb0'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '实到人次'))
            yield b'\xe4\xba\xba\xe6\xac\xa1\xef\xbc\x8c\xe5\x88\xb0\xe4\xbc\x9a\xe7\x8e\x87'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '到会率'))
            yield b'\xe3\x80\x82'
        if environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '督导次数'):
            pass
            yield b'\xe7\x9d\xa3\xe5\xaf\xbc'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '督导次数'))
            yield b'\xe6\xac\xa1\xe3\x80\x82'
        if environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '帮扶人数'):
            pass
            yield b'\xe5\xb8\xae\xe6\x89\xb6\xe5\x9b\xb0\xe9\x9a\xbe\xe5\x85\x9a\xe5\x91\x98\xe7\xbe\xa4\xe4\xbc\x97'
            yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '帮扶人数'))
            yield b'\xe4\xba\xba\xef\xbc\x88\xe6\x88\xb7\xef\xbc\x89'
            if (environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '慰问金合计') != ''):
                pass
                yield b'\xef\xbc\x8c\xe6\x85\xb0\xe9\x97\xae\xe9\x87\x91'
                yield environment.written_text(environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '慰问金合计'))
                yield b'\xe5\x85\x83'
            yield b'\xe3\x80\x82'
        if ((environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '名称') == environment.getattr(environment.getitem(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '阶段'), (-1)), '名称')) and environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '问题数')):
            pass
            if environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '截至'):
                pass
                yield b'\xe6\x88\xaa\xe8\x87\xb3'
                yield environment.written_text(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '截至'))
                yield b'\xef\xbc\x8c'
            yield b'\xe6\x9f\xa5\xe6\x89\xbe\xe9\x97\xae\xe9\xa2\x98'
            yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '问题数'))
            yield b'\xe4\xb8\xaa'
            if (environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '整改完成率') != ''):
                pass
                yield b'\xef\xbc\x8c\xe5\xb7\xb2\xe5\xae\x8c\xe6\x88\x90'
                yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '已完成数'))
                yield b'\xe4\xb8\xaa\xef\xbc\x8c\xe6\x95\xb4\xe6\x94\xb9\xe5\xae\x8c\xe6\x88\x90\xe7\x8e\x87'
                yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '整改完成率'))
            if environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '长期坚持数'):
                pass
                yield b'\xef\xbc\x8c\xe5\x8f\xa6\xe6\x9c\x89\xe9\x95\xbf\xe6\x9c\x9f\xe5\x9d\x9a\xe6\x8c\x81'
                yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '长期坚持数'))
                yield b'\xe4\xb8\xaa'
            if environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '到期问题数'):
                pass
                yield b'\xef\xbc\x9b\xe5\x85\xb6\xe4\xb8\xad\xe5\xb7\xb2\xe5\x88\xb0\xe6\x9c\x9f'
                yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '到期问题数'))
                yield b'\xe4\xb8\xaa'
                if (environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '到期完成率') != ''):
                    pass
                    yield b'\xef\xbc\x8c\xe5\xae\x8c\xe6\x88\x90'
                    yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '到期完成数'))
                    yield b'\xe4\xb8\xaa\xef\xbc\x8c\xe5\x88\xb0\xe6\x9c\x9f\xe5\xae\x8c\xe6\x88\x90\xe7\x8e\x87'
                    yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '到期完成率'))
            yield b'\xe3\x80\x82'
        if ((environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '名称') == environment.getattr(environment.getitem(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '阶段'), (-1)), '名称')) and environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '测评票数')):
            pass
            yield b'\xe7\xbe\xa4\xe4\xbc\x97\xe6\xbb\xa1\xe6\x84\x8f\xe5\xba\xa6\xe6\xb5\x8b\xe8\xaf\x84\xe6\x9c\x89\xe6\x95\x88\xe7\xa5\xa8'
            yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '测评票数'))
            yield b'\xe5\xbc\xa0\xe6\xac\xa1'
            if (environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '满意率') != ''):
                pass
                yield b'\xef\xbc\x8c\xe6\xbb\xa1\xe6\x84\x8f\xe7\x8e\x87\xef\xbc\x88\xe6\x8c\x89'
                yield environment.written_text(t_1(context.eval_ctx, environment.getattr(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '测评'), '计入满意率'), '、'))
                yield b'\xe8\xae\xa1\xef\xbc\x89'
                yield environment.written_text(environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '满意率'))
            yield b'\xe3\x80\x82'
        l_0_报 = environment.call(context, (undefined(name='namespace') if l_0_namespace is missing else l_0_namespace), 表=[])
        context.vars['报'] = l_0_报
        context.exported_vars.add('报')
        if (environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '应学人次') and (environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '应学人次') < environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '支部数'))):
            pass
            if not isinstance(l_0_报, Namespace):
                raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
            l_0_报['表'] = (environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表') + [markup_join(('学习登记', environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '应学人次'), '个', ))])
        if ((('征求意见' in environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '环节')) and environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '意见数')) and (environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '意见数') < environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '支部数'))):
            pass
            if not isinstance(l_0_报, Namespace):
                raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
            l_0_报['表'] = (environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表') + [markup_join(('征求意见', environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '意见数'), '个', ))])
        if (environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '谈心人次') and (environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '谈心人次') < environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '支部数'))):
            pass
            if not isinstance(l_0_报, Namespace):
                raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
            l_0_报['表'] = (environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表') + [markup_join(('谈心谈话', environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '谈心人次'), '个', ))])
        if (environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '会议次数') and (environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '会议次数') < environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '支部数'))):
            pass
            if not isinstance(l_0_报, Namespace):
                raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
            l_0_报['表'] = (environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表') + [markup_join(('会议登记', environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '会议次数'), '个', ))])
        if (environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '督导次数') and (environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '督导次数') < environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '支部数'))):
            pass
            if not isinstance(l_0_报, Namespace):
                raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
            l_0_报['表'] = (environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表') + [markup_join(('督导记录', environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '督导次数'), '个', ))])
        if (environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '统计'), '帮扶人数') and (environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '帮扶人数') < environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '支部数'))):
            pass
            if not isinstance(l_0_报, Namespace):
                raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
            l_0_报['表'] = (environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表') + [markup_join(('帮扶对象', environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '帮扶人数'), '个', ))])
        if (((environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '名称') == environment.getattr(environment.getitem(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '阶段'), (-1)), '名称')) and environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '问题数')) and (environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '问题数') < environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '支部数'))):
            pass
            if not isinstance(l_0_报, Namespace):
                raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
            l_0_报['表'] = (environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表') + [markup_join(('问题清单', environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '问题数'), '个', ))])
        if (((environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '名称') == environment.getattr(environment.getitem(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '阶段'), (-1)), '名称')) and environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '测评票数')) and (environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '测评票数') < environment.getattr((undefined(name='统计') if l_0_统计 is missing else l_0_统计), '支部数'))):
            pass
            if not isinstance(l_0_报, Namespace):
                raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
            l_0_报['表'] = (environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表') + [markup_join(('满意度测评', environment.getattr((undefined(name='填报支部数') if l_0_填报支部数 is missing else l_0_填报支部数), '测评票数'), '个', ))])
        if environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表'):
            pass
            yield b'\xe5\xa1\xab\xe6\x8a\xa5\xe7\x9a\x84'
            if (environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '所属') == '各党支部'):
                pass
                yield b'\xe5\x85\x9a\xe6\x94\xaf\xe9\x83\xa8'
            else:
                pass
                yield b'\xe5\x85\x9a\xe7\xbb\x84\xe7\xbb\x87'
            yield b'\xef\xbc\x9a'
            yield environment.written_text(t_1(context.eval_ctx, environment.getattr((undefined(name='报') if l_0_报 is missing else l_0_报), '表'), '、'))
            yield b'\xef\xbc\x8c\xe6\xb2\xa1\xe6\x9c\x89\xe5\xa1\xab\xe6\x8a\xa5\xe7\x9a\x84\xe4\xb8\x8d\xe5\x9c\xa8\xe4\xbb\xa5\xe4\xb8\x8a\xe5\x90\x84\xe6\x95\xb0\xe9\x87\x8c\xe3\x80\x82'
        yield b'</w:t></w:r></w:p>'
        for l_1_段 in environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '基本情况'):
            _loop_vars = {}
            pass
            if ((environment.getattr(l_1_段, '级别') == 3) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif ((environment.getattr(l_1_段, '级别') == 4) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif (environment.getattr(l_1_段, '级别') == 1):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif (environment.getattr(l_1_段, '级别') == 2):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif (environment.getattr(l_1_段, '级别') == 3):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif (environment.getattr(l_1_段, '级别') == 4):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            else:
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                for l_2_截 in environment.getattr(l_1_段, '串'):
                    _loop_vars = {}
                    pass
                    yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    if environment.getattr(l_2_截, '强'):
                        pass
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(environment.getattr(l_2_截, '文字'))
                        yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    else:
                        pass
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(environment.getattr(l_2_截, '文字'))
                        yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                l_2_截 = missing
                yield b'<w:r><w:t xml:space="preserve"></w:t></w:r></w:p>'
        l_1_段 = missing
        yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe4\xba\x8c\xe3\x80\x81\xe4\xb8\xbb\xe8\xa6\x81\xe5\x81\x9a\xe6\xb3\x95</w:t></w:r></w:p>'
        if environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '环节'):
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe6\x9c\xac\xe9\x98\xb6\xe6\xae\xb5\xe4\xb8\xbb\xe8\xa6\x81\xe7\x8e\xaf\xe8\x8a\x82\xef\xbc\x9a'
            yield environment.written_text(t_1(context.eval_ctx, environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '环节'), '、'))
            yield b'\xe3\x80\x82</w:t></w:r></w:p>'
        if environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '主要做法'):
            pass
            for l_1_段 in environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '主要做法'):
                _loop_vars = {}
                pass
                if ((environment.getattr(l_1_段, '级别') == 3) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif ((environment.getattr(l_1_段, '级别') == 4) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 1):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 2):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 3):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 4):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                else:
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    for l_2_截 in environment.getattr(l_1_段, '串'):
                        _loop_vars = {}
                        pass
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        if environment.getattr(l_2_截, '强'):
                            pass
                            yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getattr(l_2_截, '文字'))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        else:
                            pass
                            yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getattr(l_2_截, '文字'))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    l_2_截 = missing
                    yield b'<w:r><w:t xml:space="preserve"></w:t></w:r></w:p>'
            l_1_段 = missing
        else:
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p>'
        yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe4\xb8\x89\xe3\x80\x81\xe5\x8f\x96\xe5\xbe\x97\xe7\x9a\x84\xe6\x88\x90\xe6\x95\x88</w:t></w:r></w:p>'
        if environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '取得的成效'):
            pass
            for l_1_段 in environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '取得的成效'):
                _loop_vars = {}
                pass
                if ((environment.getattr(l_1_段, '级别') == 3) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif ((environment.getattr(l_1_段, '级别') == 4) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 1):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 2):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 3):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 4):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                else:
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    for l_2_截 in environment.getattr(l_1_段, '串'):
                        _loop_vars = {}
                        pass
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        if environment.getattr(l_2_截, '强'):
                            pass
                            yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getattr(l_2_截, '文字'))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        else:
                            pass
                            yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getattr(l_2_截, '文字'))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    l_2_截 = missing
                    yield b'<w:r><w:t xml:space="preserve"></w:t></w:r></w:p>'
            l_1_段 = missing
        else:
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p>'
        yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe5\x9b\x9b\xe3\x80\x81\xe5\xad\x98\xe5\x9c\xa8\xe7\x9a\x84\xe9\x97\xae\xe9\xa2\x98</w:t></w:r></w:p>'
        if environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '存在的问题'):
            pass
            for l_1_段 in environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '存在的问题'):
                _loop_vars = {}
                pass
                if ((environment.getattr(l_1_段, '级别') == 3) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif ((environment.getattr(l_1_段, '级别') == 4) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 1):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 2):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 3):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 4):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                else:
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    for l_2_截 in environment.getattr(l_1_段, '串'):
                        _loop_vars = {}
                        pass
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        if environment.getattr(l_2_截, '强'):
                            pass
                            yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getattr(l_2_截, '文字'))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        else:
                            pass
                            yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getattr(l_2_截, '文字'))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    l_2_截 = missing
                    yield b'<w:r><w:t xml:space="preserve"></w:t></w:r></w:p>'
            l_1_段 = missing
        else:
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p>'
        yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
        if (environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '名称') == environment.getattr(environment.getitem(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '阶段'), (-1)), '名称')):
            pass
            yield b'\xe4\xba\x94\xe3\x80\x81\xe4\xbb\x8a\xe5\x90\x8e\xe7\x9a\x84\xe6\x89\x93\xe7\xae\x97'
        else:
            pass
            yield b'\xe4\xba\x94\xe3\x80\x81\xe4\xb8\x8b\xe4\xb8\x80\xe9\x98\xb6\xe6\xae\xb5\xe7\x9a\x84\xe6\x89\x93\xe7\xae\x97'
        yield b'</w:t></w:r></w:p>'
        if environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '打算'):
            pass
            for l_1_段 in environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '打算'):
                _loop_vars = {}
                pass
                if ((environment.getattr(l_1_段, '级别') == 3) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif ((environment.getattr(l_1_段, '级别') == 4) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 1):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 2):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 3):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                elif (environment.getattr(l_1_段, '级别') == 4):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr(l_1_段, '编号'))
                    yield environment.written_text(environment.getattr(l_1_段, '文字'))
                    yield b'</w:t></w:r></w:p>'
                else:
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    for l_2_截 in environment.getattr(l_1_段, '串'):
                        _loop_vars = {}
                        pass
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        if environment.getattr(l_2_截, '强'):
                            pass
                            yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getattr(l_2_截, '文字'))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        else:
                            pass
                            yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getattr(l_2_截, '文字'))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    l_2_截 = missing
                    yield b'<w:r><w:t xml:space="preserve"></w:t></w:r></w:p>'
            l_1_段 = missing
        else:
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:keepNext/><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p>'
        for l_1_段 in environment.getattr(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '总结'), '其他'):
            _loop_vars = {}
            pass
            if ((environment.getattr(l_1_段, '级别') == 3) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif ((environment.getattr(l_1_段, '级别') == 4) and (environment.getattr(l_1_段, '文字')[(-1):] in '。；！？')):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/><w:keepNext w:val="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif (environment.getattr(l_1_段, '级别') == 1):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif (environment.getattr(l_1_段, '级别') == 2):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif (environment.getattr(l_1_段, '级别') == 3):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            elif (environment.getattr(l_1_段, '级别') == 4):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading4"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr(l_1_段, '编号'))
                yield environment.written_text(environment.getattr(l_1_段, '文字'))
                yield b'</w:t></w:r></w:p>'
            else:
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                for l_2_截 in environment.getattr(l_1_段, '串'):
                    _loop_vars = {}
                    pass
                    yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    if environment.getattr(l_2_截, '强'):
                        pass
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(environment.getattr(l_2_截, '文字'))
                        yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    else:
                        pass
                        yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(environment.getattr(l_2_截, '文字'))
                        yield b'</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                    yield b'<w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"></w:t></w:r>'
                l_2_截 = missing
                yield b'<w:r><w:t xml:space="preserve"></w:t></w:r></w:p>'
        l_1_段 = missing
        if (t_3(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) > 24):
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Signature"/><w:spacing w:before="579"/><w:ind w:leftChars="400" w:left="1260" w:rightChars="200" w:right="630"/><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(t_5(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'), 22))
            yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="SignatureDate"/><w:ind w:leftChars="400" w:left="1260" w:rightChars="400" w:right="1260"/><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text('\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日')
            yield b'</w:t></w:r></w:p>'
        else:
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Signature"/><w:spacing w:before="579"/><w:ind w:leftChars="0" w:left="0" w:rightChars="0" w:right="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(t_6(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'), '', 28))
            yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="SignatureDate"/><w:ind w:leftChars="0" w:left="0" w:rightChars="0" w:right="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(t_4('', environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'), 28))
            yield b'</w:t></w:r></w:p>'
        if (not (environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '名称') == environment.getattr(environment.getitem(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '阶段'), (-1)), '名称'))):
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="DocTitle"/><w:pageBreakBefore/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe8\xbd\xac\xe6\xae\xb5\xe5\xae\xa1\xe6\xa0\xb8\xe8\xa1\xa8</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="TableTitle"/><w:spacing w:before="60"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="2041"/><w:gridCol w:w="6803"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="560" w:hRule="atLeast"/><w:jc w:val="center"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2041" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableHead"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe5\x8d\x95\xe3\x80\x80\xe4\xbd\x8d</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="6803" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
            yield b'</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="560" w:hRule="atLeast"/><w:jc w:val="center"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2041" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableHead"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe9\x98\xb6\xe3\x80\x80\xe6\xae\xb5</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="6803" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(environment.getattr((undefined(name='段') if l_0_段 is missing else l_0_段), '名称'))
            yield b'</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="2550" w:hRule="atLeast"/><w:jc w:val="center"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2041" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableHead"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe8\xbd\xac\xe6\xae\xb5\xe7\x94\xb3\xe8\xaf\xb7</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="6803" w:type="dxa"/><w:vAlign w:val="top"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:line="100" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="2550" w:hRule="atLeast"/><w:jc w:val="center"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2041" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableHead"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe4\xb8\x8a\xe7\xba\xa7\xe7\x9d\xa3\xe5\xaf\xbc\xe7\xbb\x84</w:t><w:br/><w:t xml:space="preserve">\xe6\x84\x8f\xe3\x80\x80\xe8\xa7\x81</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="6803" w:type="dxa"/><w:vAlign w:val="top"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:line="100" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="2550" w:hRule="atLeast"/><w:jc w:val="center"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2041" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableHead"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe4\xb8\x8a\xe7\xba\xa7\xe5\x85\x9a\xe5\xa7\x94</w:t><w:br/><w:t xml:space="preserve">\xe6\x84\x8f\xe3\x80\x80\xe8\xa7\x81</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="6803" w:type="dxa"/><w:vAlign w:val="top"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Ruled"/><w:tabs><w:tab w:val="right" w:pos="6689"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="510" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single" w:color="7F7F7F"/></w:rPr><w:t xml:space="preserve">\xc2\xa0</w:t><w:tab/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:line="100" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="TableTitle"/><w:spacing w:before="120"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe8\xb4\x9f\xe8\xb4\xa3\xe4\xba\xba\xef\xbc\x88\xe7\xad\xbe\xe5\xad\x97\xef\xbc\x89\xef\xbc\x9a\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe5\xb9\xb4\xe3\x80\x80\xe3\x80\x80\xe6\x9c\x88\xe3\x80\x80\xe3\x80\x80\xe6\x97\xa5</w:t></w:r></w:p>'
        yield b'<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1423" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr></w:body></w:document>'

    blocks = {}
    debug_info = '2=55&5=57&6=235&7=241&8=247&9=253&10=259&11=265&12=271&13=290&14=293&15=303&16=309&17=315&18=321&19=327&20=333&21=339&27=361&28=369&29=375&30=381&31=387&32=393&33=399&34=405&40=427&41=435&42=441&43=447&44=453&45=459&46=465&47=471&53=493&54=508&55=514&56=520&57=526&58=532&59=538&60=544&65=565&66=571&67=577&68=583&69=589&70=595&71=601&72=607&73=628&74=630&75=635&76=637&80=642&82=644'
    return root, blocks
