"""领导小组通知-全镇.docx, compiled by python -m pipeline.render."""

DIGEST = '60a952cc36b4c5aac76b64d6a3345a850405f82add66e742741ddeef3fff31c6'
JINJA = '3.1.6'
USES = (('单位', '办公室'), ('单位', '名称'), ('单位', '所属'), ('单位', '简略'), ('单位', '红头'), ('本文', '份号'), ('本文', '印发日期'), ('本文', '印发机关'), ('本文', '字号'), ('本文', '密级'), ('本文', '抄送'), ('本文', '日期'), ('本文', '签发人'), ('本文', '紧急程度'), ('本文', '附注'), ('机构们', '#'), ('机构们', '*', '姓名'), ('机构们', '*', '机构'), ('机构们', '*', '组内职务'), ('机构们', '*', '职务'), ('活动', '名称'), ('活动', '简称'), ('联系领导', '#'), ('联系领导', '*', '姓名'), ('联系领导', '*', '职务'))
SURROUNDINGS = {
    '仿宋_GB2312': ((b'PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xcf\xea\xe26 \x01\x00\x006\x04\x00\x00\x13\x00\x00\x00[Content_Types].xml\xb5\x93\xbbn\x021\x10E{\xbe\xc2r\x8bX\x03E\x14E,\x14y\x94I\n\xf2\x01\x13\xef,X\xf1K\x9e\x81\xc0\xdfg\x16\x10ED\x02\x05\x94\xf6\xcc\xbd\xe7\xc8\x92\'\xb3M\xf0j\x8d\x85\\\x8a\xb5\x1eUC\xad0\xda\xd4\xb8\xb8\xa8\xf5\xc7\xfcep\xaf\x151\xc4\x06|\x8aX\xeb-\x92\x9eM{\x93\xf96#)\tG\xaa\xf5\x929?\x18Cv\x89\x01\xa8J\x19\xa3L\xdaT\x02\xb0\x1c\xcb\xc2d\xb0_\xb0@3\x1e\x0e\xef\x8cM\x911\xf2\x80\xbb\x0e=\x9d<a\x0b+\xcf\xeay#\xd7{\x91\x82\x9e\xb4z\xdc/v\xacZC\xce\xdeY`\x99\x9bul~Q\x06\x07B%\xc9\xdd\x0e-]\xa6\xbe,hs\x92\xd0M\xfe\x06\x1cro\xf22\xc55\xa8\xde\xa1\xf0+\x04\xd92\xdf\xa94\xa6Iv\x15$Y\xfd_s\xc23\xb5\xad\xb3x\xccwm\xb9$\x8bD\xf2\xe4\xc1W\xc7I\x00\x17\xfb\xe7<\x88\xb7\x1e\xe9\xfa\x16\xfb\xde\xf3xd\x96\xc0-\x04\x0e\xcdg\x15Z\x81\xce\xe1\xd3\xe3\xf5\x1d\x8e\xd5\x17H$\xc62\xba\x85BW|!\x7f|k\xbe\xd9\xfd\xfai\xef\x07PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00:I\x1b\x80\xb1\x00\x00\x00+\x01\x00\x00\x0b\x00\x00\x00_rels/.rels\x8d\xcf;\x0e\xc20\x0c\x06\xe0\xbd\xa7\x88\xbc\xd3\xb4\x0c\x08\xa1\xa6]\x10RWT\x0e\x10%n\x1a\xd1<\x94\x84GoO\x06\x06\x8a\x18\x18m\xff\xfe,7\xdd\xd3\xcc\xe4\x8e!jg\x19\xd4e\x05\x04\xadpR[\xc5\xe02\x9c6{ 1q+\xf9\xec,2X0B\xd7\x16\xcd\x19g\x9e\xf2N\x9c\xb4\x8f$#62\x98R\xf2\x07J\xa3\x98\xd0\xf0X:\x8f6OF\x17\x0cO\xb9\x0c\x8az.\xae\\!\xddV\xd5\x8e\x86O\x03\xda\x95Iz\xc9 \xf4\xb2\x062,\x1e\xff\xb1\xdd8j\x81G\'n\x06m\xfaq\xe2+\x91e\x1e\x14&\x06\x0f\x17$\x95\xefv\x99Y\xa0mCW/\xb6\xc5\x0bPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x05Yb\xa6\xe6\x00\x00\x00$\x03\x00\x00\x1c\x00\x00\x00word/_rels/document.xml.rels\xb5\x92\xcbj\xc30\x10E\xf7\xf9\n1\xfbZ\xb6\xd3\x96R"gS\x02\xd9\x16\xf7\x03Ty\xfc \xb2$4\xd3R\xff}U\xfar \x98.\xdc\xe5\x9da\xee9\x08\xed\xf6o\xa3\x15\xaf\x18i\xf0NA\x91\xe5 \xd0\x19\xdf\x0c\xaeS\xf0T\x1f\xae\xee@\x10k\xd7h\xeb\x1d*\x98\x90`_mv\x8fh5\xa7\x1b\xea\x87@"\x958R\xd03\x87{)\xc9\xf48j\xca|@\x976\xad\x8f\xa3\xe6\x14c\'\x836\'\xdd\xa1,\xf3\xfcV\xc6y\x07Tg\x9d\xe2\xd8(\x88\xc7\xa6\x00QO\x01\xff\xd2\xed\xdbv0\xf8\xe0\xcd\xcb\x88\x8e/ $\xf1d\x93\xbf\xa8u\xec\x90\x15|\xe6,\xf5\x80\xbc\x8c/W\xc5#sz\xd7\xb9\xc0\xd7dIa\xbb\xa6B\xeb\x1d\xd7\xfa\xd9\xe2\xaf\xc3\xcfhI\xe2z]\t\xcf\x18\xe7\x06\x1f\xb9X\xe2\xdf\xfc?\xbf\xfc\xe6\xcb\xb3\xbf]m\xde\x01PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00Z\xf2\xb7\xcaF\x01\x00\x00\xaa\x03\x00\x00\x12\x00\x00\x00word/fontTable.xml\xbd\x91?K\x031\x18\x87\xf7~\x8a#\xbbM{B)G\xaf\x05\x11\x15\x04\x97\xea,!\xf7^/\x90?G\x92\xeb\xd9\xcd\xcd\xc1ADp\x16\xc4\xd1\xe2&\xa5\x88_\xa6\xad\xf8-L\xbd\xbbE\xad\xa8`\xb7$\xcf/\xef\xfb\xe4M\xa7w"\xb87\x04m\x98\x92!j\xd6\x1b\xc8\x03IU\xc4\xe4 DG\x87;\x1bm\xe4\x19KdD\xb8\x92\x10\xa2\x11\x18\xd4\xeb\xd6:y\x10+i\x8d\xe7\xaeK\x13\xe4!J\xacM\x03\x8c\rM@\x10SW)H\xc7b\xa5\x05\xb1n\xab\x078W:J\xb5\xa2`\x8c\xab.8\xf6\x1b\x8d\x16\x16\x84IT\x96\xd1?)\xa3\xe2\x98Q\xd8V4\x13 mQD\x03\'\xd6\xbd\xc0$,5\xa8[\xdayy \x89p\xd2\xb3\xe9\xf3||~\xbc\xbb\xe5o6\xfdwL\xb8=p\xc8%\x86\x84W\x01\x84\x97\x88&D\x1b\xb0\x15j\xb7\x8a\xe3\x98\x08\xc6G\xd5\xa9P\x11hY\x90\x94Y\x9aT \x82\x98d\xdc.\t.,>\xd9,\xee\x1egOW\xdf\xd8\x14\x815\xd9\xbcN/\x97\xcd\xbe\xd0\xe83\xb1\x07l]C\xb9\x9e,\xeeo\xe7\x0f\x17\x8b\x9b3\xf7\x15/\xe3\xd3\x15V\x1f\x82n\x8c\xfb\xbfP$\x99U\x7f\x13t\xbdV\xcf\xa9\x9f\xc9\xff\x91(\x17\xa6[{\x03PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xa8!\xf8\xc3Q\x01\x00\x00\xda\x03\x00\x00\x10\x00\x00\x00word/footer1.xml\xb5S\xcbN\xc30\x10\xbc\xf3\x15\x96\xef\xd4i\x0f\xa8\x8a\x9aV\x15Pn\xa8\x12\xe5\x03\xdcd\x93\x18%\xb6\xb5\xbbm\xda\x1b\x1f\xc1\x17\xf2%8\x0f*q\xa8\x84(\xbd\xf8\xb5\xb3\xe3\x99\x91=[\x1c\xeaJ\xec\x01\xc98\x9b\xc8\xf1(\x92\x02l\xea2c\x8bD\xbenV\xb7S)\x88\xb5\xcdt\xe5,$\xf2\x08$\x17\xf3\x9bY\x13\xe7\x8c"4[\x8a\x9bD\x96\xcc>V\x8a\xd2\x12jM#\xe7\xc1\x86Z\xee\xb0\xd6\x1c\xb6X\xa8\xc6a\xe6\xd1\xa5@\x14\xb8\xebJM\xa2\xe8N\xd5\xdaX9\xd0\xe0oh\\\x9e\x9b\x14\x1e\\\xba\xab\xc1rO\x82Pi\x0e\xfa\xa94\x9e\xe4<h\xf3\xdd\xb0\xc6nz\xe1c\x05\xa2\x89\xf7\xbaJ\xe4Z\x17\xf0\xbc\xab\xb7\x80R\xb5Uc\xb3PBS\x94|_j\xa4\x90A\x142\x18\x8e\x129\x99F=\xf0-\xfd\xa6\xe8*\xed\xa1:\xdd\xd1\x0f\xc3z\xe5,S\x00\x97\xc6\x06\x02\xd0\xc4K2zh\x18@\xdcz\x8e\xc9\xeb4d\xea\x11\x08p\x0fr\xfe\xf9\xfe!Z\x14\xf7\xd8?Q\xe7U\xd6:\x11\xa7\xd5\xe6\xe8\xc3%[(B\xd4\xea\x02bc\x89q\x03\x873\xda\xc5z\xf9\xf4\xd8\xa9?\x01\xff\xdf\x05\x81\xd7\xa8\x19.2r\xc6\xc0\xf8J\xc9\x83\xcd\xae!W\x84\xc7\xf2C\xb1\xea\xde\xbd\xea~\xe6\xfc\xe6\x0bPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x1cD\xc3\xe9P\x01\x00\x00\xd7\x03\x00\x00\x10\x00\x00\x00word/footer2.xml\xb5SKn\xc20\x14\xdcs\n\xcb\xfb\xe2\xc0\xa2B\x11\tBm\xe9\xaeB*=\x80I^\x12W\x8em\xbdg\x08\xecz\x88\x9e\xb0\'\xa9\xf3)R\x17H\xa8\x94\x8d\x7fo\xdexfd\xcf\x17\x87Z\xb3= )k\x12>\x19G\x9c\x81\xc9l\xaeL\x99\xf0\xb7\xcd\xean\xc6\x19yir\xa9\xad\x81\x84\x1f\x81\xf8"\x1d\xcd\x9b\xb8\xf0\xc8B\xb3\xa1\xb8Ix\xe5\xbd\x8b\x85\xa0\xac\x82Z\xd2\xd8:0\xa1VX\xac\xa5\x0f[,Ec1wh3 \n\xdc\xb5\x16\xd3(\xba\x17\xb5T\x86\x0f4x\t\x8d-\n\x95\xc1\xa3\xcdv5\x18\xdf\x93 h\xe9\x83~\xaa\x94#\x9e\x06m\xae\x1b\xd6\xd8M\xaf\xfe\xa8\x815\xf1^\xea\x84\xafe\t/\xbbz\x0b\xc8E[U&\x0f%\r\x85\x7f\xa8$R\x88 \n\x11\xf4\'\t\x9f\xce\xa2\x1e\xf6\x9e\xfd\x10\xb4\x85\xf6L\x9c.\xe8\x87a\xbd\xb2\xc6S\xc0V\xca\x84~\x90\xe4\x97\xa4\xe4\xd00\x80|k8&\'\xb3\x10\xa8C \xc0=\xf0\xf4\xeb\xe3\x93\xb5(\xdfc\xffD]\xe8\xbc\xf5\xc1N\xab\xcd\xd1\x85K\xb6P\x86\x9c\xc5\x15\xc4\xca\x90\xc7\r\x1c\xcehg\xeb\xe5\xf3S\xa7\xfe\x04\xfc\x7f\x17\x04N\xa2\xf4p\x95\x913\x06&7J\x1eL~\x0b\xb9,<\x96_\x8aE\xf7\xe8E\xf7-\xd3\xd17PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xdf]\xbem\xb1\x01\x00\x00\x08\x03\x00\x00\x11\x00\x00\x00word/settings.xml\x8dR]O\xdb@\x10|\xe7WD\xf7\xdc\xc6\xa1*\x94F$\x08ZR\x1e\xd2\x0f\xd5\xa1}^\xdf\xad\xf1\xa9w\xb7\xd6\xde:!\xfc\xfanbGA\xf0\xc2\xdb\xd93;\x9a\x99\xdd\xcb\xab\xc7\x18Fk\xe4\xec)\xcd\xcc\xe9xbF\x98,9\x9f\x1ef\xe6~\xb5x\x7faFY 9\x08\x94pf\xb6\x98\xcd\xd5\xfc\xe4r3\xcd(\xa2\xac<R\x85\x94\xa7\x9b\x99iD\xdaiQd\xdb`\x84<\xa6\x16\x93b5q\x04\xd1O~(6\xc4\xaee\xb2\x98\xb3\x8e\xc6P|\x98L\xce\x8b\x08>\x99A\x86\xdf"Cu\xed-~%\xdbEL\xd2\x8b0\x06\x10\r\x91\x1b\xdff3W\x83ODq\xb4\x99\xb6\xc8VY\x1an21\xc5\x0epXC\x17d\x05U)\xd4*e\raf\xce?\x0e0\xae1]\'\xf7\xd3\xb9;\x04\xa7\xd5\xf4C\x0c\x1b\xf5\xfc\x8d\xbd\xbb#\xf6O\x94\x04B\xd9\x82\xd5\x9f\x07\x89\xd3\xb3\x0b\xf3\x92\xfc\x07Y\xbc}E=\xfb\xf4\xb9\xa7\xda\x06\x18\xac \x0f\x84/*\xcc\x14\x0e<K\xb1e\xad\xebW\x97\xact\xfb\x84\xc3\x9c\x02 \xbbW\xd6A\\\x10\xdf/\xf7@\x05\x01\x92\xc5R\xb5\x02\xdelE{\xea\xaa\xfe\xf5\xd7;iz\x83\xf4\x83d\x89\xb0\xc6\x1b\xb0\xffr\x80\xdc\\\xef\x16\xbc\x07\xbb\xb0b\xf0{\xc7xd\xdf>\xb6z\x06e\xe3k\xf9\x8d\xd2q\xea\xb9\x19\x17\xb7K\xd8R\'\xcfl\x95\xfdmh\x88\x04\x11\xfb\x14\xea\xbd\xf2\xc1\xcb\xf6;94\nu\xec_-;z\xcb\x94\xa9\x96\xb1\x8e\x0c{\xde_\x8d9v\xbc\xcb_</\xc0\xa1\xf5Q\x1b\xde\xc6\xeaX\xdc\xb8\xaf)\xf8\xacnZ\xedX\x88\x0f\xd8\xbbA\xe2p\xc2\xf3\x93\xffPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x93Ju|\x85\x05\x00\x00l6\x00\x00\x0f\x00\x00\x00word/styles.xml\xed\x9b\xedO\x1b7\x18\xc0\xbf\xf7\xaf\x88\xee;=\xf2F\x015T\x10J\x8b\xd4"4@\xfb89wN\xce\xe3b\xdfl\xa7\x81~j\xa5vm7m\x14M*\x9dTit[%4\r\xa8\xd6n\xdd`\x1d\xff\x0c\t\xf0_\xcc\xbe\xbb\x90\xe4^BFx\xbbq\xf9\x92\xf8y\x1c\x9f\xed\xe7\xf7<~\xec8\xd7o,\x94\xcd\xc4=H\x19"8\xa7$\xaf\xf6+\t\x885\xa2#\\\xca)s\xb3\x13}\x83J\x82q\x80u`\x12\x0cs\xca"d\xca\x8d\x91+\xd7\xab\xc3\x8c/\x9a\x90%\xc4\xf71\x1b\xae\xe6\x14\x83skXU\x99f\xc02`W\x89\x05\xb1\xd0\x15\t-\x03.\x8a\xb4\xa4V\t\xd5-J4\xc8\x98h\xbel\xaa\xa9\xfe\xfe\x01\xb5\x0c\x10V\xdcfh7\xcd\x90b\x11ip\x9ch\x952\xc4\xdci\x84B\x13p1\x04f \x8b)#\xa2{:\xd1\xc6a\x11TL\xced\x91NS\xb7\xe8\x96\xec\xb7\t\x829KT\x87\x01\xd3\x10\xca)\xbb\xdb;\xb5\x8d\xaf?\xbb5\x96J\'S\x8a\x90\x1b\xa3\x98\x05\xc9!`|\x94!\x10\xa0\xd2\x98W\xa8\xcaGi\xc4$T\xa8\xef\x013\xa7\xf4\xdb/G1\x0f)>\x94;"v\xbf!H\xa7\x1a\x92<\xf3\xcaL\x80K\r\x19\xc4}s3\xed\x1d\xbbo\xf4\xe5\xa7dM\xd5\x1d\xae\xea\x9d\x04\xcb[\x92oU\xa4\x93j^L\x0b%\xa6\xa7[\xa0\xc2\xc9\x8c\x05\xc4\xd4\xdf\x0c\xd5Ly\x87"\xa4\xc8\xeeg\x01\n\x1bB\xa9\x90\xf3]\xe4\x90\xba\x95T\xf7\xd9j{\x8fT\x9f\tm\xe0\xc4\x97\xf9\xa2%\xda\xb1\x00\x05%\n,C\xb6\xa7;\xd5\x04\xc0\xb2dW\x9c\xd4s\xca\x18\xd1\x17m\x180(\xc3F\xcf\xea\xeb?\xd5_<q\xba\xf7\xc5\x84\xcd\x95z~\x13 >\x9bH:V\xf6\xdaP\xa3\xf0I\xc5\x14\x02\xb8\x004\xee4\x82\xb0.TED\x19\xbf#\xf4y\x03PA\x99\x00_i\x15\xe7\x94\x81\x8c\xfb\xd4\xcf\xb5F7\n\x84\x1b\xad\xb3|\xa1\xd8oN\x8e\xad\xea\xcb\xf6\xe4\x12-\xa0\xdb\x04\x1c\xc1\xcc!%"\x92\xcc"nB\x1f)\xb5\xc7\xbf\nR\xea\xabO\x0e~|\x19\xca\xcb<\x84\xd6\x14\\pd\'\r\x0f\x06\xd6,\xb9E\x91~\\\xaa$\x11aT5!\xd1D\x1c\x85\xb4+L\xea/\xfe\x12\x0eT{\xbb$\xa6E\xd8yo\xe3\xc1\xee\xc7\xefZp\t\xd57\xb1\t\xad"\xf1\tV\xf6\x10B3\x19?/\x8e\xec\xb8\xbc\xccT\n<\x98\x97g\x9b\xe7\t\xcbID\x9a\xe31\xf1\xe6\x830\x92?t\xf8\xe4-\x0cxU\xb6\xed\xdb\x84Q\x08\x1dw\x01\x9d\xf7c\xb0\xb4,\xc3\xc6\xab\xad\xda\xe3w\x92\xe2\x9d\x958x\xc4\xc1\xc3%\xe66\x04\xba\\\xac}\xd4\xec={Z\xfb\xf9}\xa4\xd2\x92&\x03&,\xf2\xae\x088\xd8^n7yS\xd0\xb4qS&\x8d\xea\x96\xa2\x10\x0e\xa6*\xe5\x82p\x85\xe0\x80P[_\xa9-}\x88\xa8\x81\xff\x83\x93_\xdeDrT\xd7\xa9\xd8\xdbB\xbfs\xef\xfe\xb9}\xf0\xe0\xe1\xf9\xd9\xde5\xf2\xa9\xbb\xf7\xe5\xb5\xbd\x8c\xeb\xa2\x17I\xffv\xd3\xce\x08\x93\xd1M\tO`\xf3Y\x1d&\x15.\x1b\xbfs\xaf}X\x97|\xbdp\xa1I\x85@\x93\x8a\xa1\xf1@\x93\x8c\xf7#\xdd\x00\x95\x0e\x01*\x1d\x03\xe5\x01*\x15/k\xdd\x00\x95\t\x01*\x13\x03\xe5\x01*\x1d\x03\xd5\x11\xa8\x9bX3\t\xab\x88<\xd9\x87\xd4\xc1\xf7\x8fv\xb7\xff\xd8\xdf|_\x7f\xf9m\xd4\xb9\x92\x19\xb3\x8bT\xd6AJJ\xc4\x02\x96\xbd\x96\xb5\xed\rpI<\xca\xad\x92v\xaa\xb8\xc2\x9c2\x94\xc9\xc6)\xf8\xf1\xd1\n<\x95s\xe8\x12ak\x7f\xf3\xcb\xee\xe8\xb2@\t\x8eQ\x08\xe6\xc7l\x1a\xd4\xf8\x18&"i\xf5\x0c*a\xc0\x05\x08\xfeC\xb6\x8f\xbf\xd5\x9e\x7fs\xc9\x8e\xe7/oD8\x04a\x1cp?\x0c\xf5\xa7\xcf\xe59\xfd\xca\x9b\xfa\xab\x1f\xa2\xbe\xdePT2\x1a\x0bN\xc6YMl\x91XqR\x03\xbe\x04\xc6V\xc5\xect>\xcb%\x01\xc8\x88E\xa4\xfen-\xbe;\x10S\xe2R2Y\xb6(\xc2<\xe8\xd7\x9c\xfd\x8d\xb7\x11\x04\xa5%qM\xb6&\xae\xa9\xc1fPi\xd7\xbbqFV\x88\x12?\x1dAI\r\xfaAqd\xc7\x05%O,\x14\xb0\xe7\xa9\x7f\xf5\xe8\\\x7f\x188\tN2m\x1b\x9cd\xaa\x0bP\x8e\xdc\x01\rfb\x9a:\xd04-\xb6&!?6\x1e\xbc\xfe}o\xf5\xec\x88\xea\xf9\x92\x81\x8b\xc3\x11\xe9n\xf7\x19\x8b0Y\xfb\xd6\xa6)h\xda\xbb)\x93\x86vK\x17\xca\xc2\xb3\xa0`\xc2\xe0ki\xfb\xaf\xd7"v!m\xa0\xc5\xde\x99\xae\xec}\xa1\x8f;\xce\x03\x05y\x10\x1bD\xc2Y\xde\x19\xe9\xdd\xd7\xbd\x17\x8a\xe4\xc3z\xd8\xd9\x9e\xd61Fg\x03\x07\xdc\tJez\xf7u\xe1\xb2A\x06\xae\xaf\xfe\xfd?3p\x84}\xfb\xc4M/g\xc9\xef\xd7\xf5\xb5_\xf6\xb6v"zU(\xbayZ/\xdbC.}\xb8\xc3_\x11l\x1f\x9f\x92\xa64}\xe6v\xc4\t\xbb\x8a\xd3\x83\n\x9a\xa6\x88P\xc4\x17\x1bu\x86\x86\xdc\xbe\xc12\xba\x8dt\x1db\xa7"6\x90\x0e?5 \x9ecP\xb7E\xbc`:\xf3->L\xda\xb9z\xd5\xb5\xa2\xd3S}\x01(\x8d\x8ayh\x9aw\x81S\x9bX\xe1U\xa5\xcb\x86k\x85\xc59)\x87\xeb\xed\xe4-L\xad\xb6wD=\x1c@\xf8\\kb\xcf \xc0\x13\x8b\x84\xf7\xb0/ \x1f\xde[\xff\xa7\xb6\xb4\xbc\xbb\xb5\xe5\xf6\xc5\xc3\xa2!v\xef\x02d\x970\xe5\x0c.\x11\x1c\xcdR\xf0\xf8\xa6M\xf9G)\xdf\xdd\xc2\x96[\x85]\x8f\xed\xd4<\xcf?\xb6\xc6\'6r\xe5_', b'PK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xcf\xea\xe26 \x01\x00\x006\x04\x00\x00\x13\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00[Content_Types].xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00:I\x1b\x80\xb1\x00\x00\x00+\x01\x00\x00\x0b\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00Q\x01\x00\x00_rels/.relsPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x05Yb\xa6\xe6\x00\x00\x00$\x03\x00\x00\x1c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00+\x02\x00\x00word/_rels/document.xml.relsPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00Z\xf2\xb7\xcaF\x01\x00\x00\xaa\x03\x00\x00\x12\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00K\x03\x00\x00word/fontTable.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xa8!\xf8\xc3Q\x01\x00\x00\xda\x03\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xc1\x04\x00\x00word/footer1.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x1cD\xc3\xe9P\x01\x00\x00\xd7\x03\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00@\x06\x00\x00word/footer2.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xdf]\xbem\xb1\x01\x00\x00\x08\x03\x00\x00\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xbe\x07\x00\x00word/settings.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x93Ju|\x85\x05\x00\x00l6\x00\x00\x0f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x9e\t\x00\x00word/styles.xml', 8, frozenset(('[Content_Types].xml', '_rels/.rels', 'word/_rels/document.xml.rels', 'word/fontTable.xml', 'word/footer1.xml', 'word/footer2.xml', 'word/settings.xml', 'word/styles.xml',))), {'Body': '仿宋_GB2312', 'DocTitle': '方正小标宋简体', 'Subtitle': '楷体_GB2312', 'Mark': '方正小标宋简体', 'HeadLine': '黑体', 'Number': '仿宋_GB2312', 'Addressee': '仿宋_GB2312', 'Heading1': '黑体', 'Heading2': '楷体_GB2312', 'Heading3': '仿宋_GB2312', 'Heading4': '仿宋_GB2312', 'Enclosures': '仿宋_GB2312', 'EnclosureMark': '黑体', 'Signature': '仿宋_GB2312', 'SignatureDate': '仿宋_GB2312', 'Note': '仿宋_GB2312', 'Imprint': '仿宋_GB2312', 'Copies': '仿宋_GB2312', 'PageNumber': '宋体', 'TableTitle': '仿宋_GB2312', 'TableHead': '黑体', 'TableText': '仿宋_GB2312', 'Ruled': '仿宋_GB2312', 'TableNormal': '仿宋_GB2312', 'Signer': '楷体_GB2312', 'Plain': '仿宋_GB2312', '': '仿宋_GB2312'}),
    '仿宋': ((b'PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xcf\xea\xe26 \x01\x00\x006\x04\x00\x00\x13\x00\x00\x00[Content_Types].xml\xb5\x93\xbbn\x021\x10E{\xbe\xc2r\x8bX\x03E\x14E,\x14y\x94I\n\xf2\x01\x13\xef,X\xf1K\x9e\x81\xc0\xdfg\x16\x10ED\x02\x05\x94\xf6\xcc\xbd\xe7\xc8\x92\'\xb3M\xf0j\x8d\x85\\\x8a\xb5\x1eUC\xad0\xda\xd4\xb8\xb8\xa8\xf5\xc7\xfcep\xaf\x151\xc4\x06|\x8aX\xeb-\x92\x9eM{\x93\xf96#)\tG\xaa\xf5\x929?\x18Cv\x89\x01\xa8J\x19\xa3L\xdaT\x02\xb0\x1c\xcb\xc2d\xb0_\xb0@3\x1e\x0e\xef\x8cM\x911\xf2\x80\xbb\x0e=\x9d<a\x0b+\xcf\xeay#\xd7{\x91\x82\x9e\xb4z\xdc/v\xacZC\xce\xdeY`\x99\x9bul~Q\x06\x07B%\xc9\xdd\x0e-]\xa6\xbe,hs\x92\xd0M\xfe\x06\x1cro\xf22\xc55\xa8\xde\xa1\xf0+\x04\xd92\xdf\xa94\xa6Iv\x15$Y\xfd_s\xc23\xb5\xad\xb3x\xccwm\xb9$\x8bD\xf2\xe4\xc1W\xc7I\x00\x17\xfb\xe7<\x88\xb7\x1e\xe9\xfa\x16\xfb\xde\xf3xd\x96\xc0-\x04\x0e\xcdg\x15Z\x81\xce\xe1\xd3\xe3\xf5\x1d\x8e\xd5\x17H$\xc62\xba\x85BW|!\x7f|k\xbe\xd9\xfd\xfai\xef\x07PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00:I\x1b\x80\xb1\x00\x00\x00+\x01\x00\x00\x0b\x00\x00\x00_rels/.rels\x8d\xcf;\x0e\xc20\x0c\x06\xe0\xbd\xa7\x88\xbc\xd3\xb4\x0c\x08\xa1\xa6]\x10RWT\x0e\x10%n\x1a\xd1<\x94\x84GoO\x06\x06\x8a\x18\x18m\xff\xfe,7\xdd\xd3\xcc\xe4\x8e!jg\x19\xd4e\x05\x04\xadpR[\xc5\xe02\x9c6{ 1q+\xf9\xec,2X0B\xd7\x16\xcd\x19g\x9e\xf2N\x9c\xb4\x8f$#62\x98R\xf2\x07J\xa3\x98\xd0\xf0X:\x8f6OF\x17\x0cO\xb9\x0c\x8az.\xae\\!\xddV\xd5\x8e\x86O\x03\xda\x95Iz\xc9 \xf4\xb2\x062,\x1e\xff\xb1\xdd8j\x81G\'n\x06m\xfaq\xe2+\x91e\x1e\x14&\x06\x0f\x17$\x95\xefv\x99Y\xa0mCW/\xb6\xc5\x0bPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x05Yb\xa6\xe6\x00\x00\x00$\x03\x00\x00\x1c\x00\x00\x00word/_rels/document.xml.rels\xb5\x92\xcbj\xc30\x10E\xf7\xf9\n1\xfbZ\xb6\xd3\x96R"gS\x02\xd9\x16\xf7\x03Ty\xfc \xb2$4\xd3R\xff}U\xfar \x98.\xdc\xe5\x9da\xee9\x08\xed\xf6o\xa3\x15\xaf\x18i\xf0NA\x91\xe5 \xd0\x19\xdf\x0c\xaeS\xf0T\x1f\xae\xee@\x10k\xd7h\xeb\x1d*\x98\x90`_mv\x8fh5\xa7\x1b\xea\x87@"\x958R\xd03\x87{)\xc9\xf48j\xca|@\x976\xad\x8f\xa3\xe6\x14c\'\x836\'\xdd\xa1,\xf3\xfcV\xc6y\x07Tg\x9d\xe2\xd8(\x88\xc7\xa6\x00QO\x01\xff\xd2\xed\xdbv0\xf8\xe0\xcd\xcb\x88\x8e/ $\xf1d\x93\xbf\xa8u\xec\x90\x15|\xe6,\xf5\x80\xbc\x8c/W\xc5#sz\xd7\xb9\xc0\xd7dIa\xbb\xa6B\xeb\x1d\xd7\xfa\xd9\xe2\xaf\xc3\xcfhI\xe2z]\t\xcf\x18\xe7\x06\x1f\xb9X\xe2\xdf\xfc?\xbf\xfc\xe6\xcb\xb3\xbf]m\xde\x01PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00U\xa4*\xffE\x01\x00\x00\xa3\x03\x00\x00\x12\x00\x00\x00word/fontTable.xml\xbd\x91?K\x031\x18\x87\xf7~\x8a#\xbbM[\xa1\x94\xa3\xd7\x82\x88\n\x82Ku\x96\x90{\xaf\x17\xc8\x9f#\xc9\xf5\xec\xe6\xe6\xe0 "8\x0b\xe2hq\x13)\xe2\x97iO\xfc\x16\xa6\xde\x9d\x83\xb6\xa0\x82\xdd\x92\xdf\x93\xbc\xef\x937\xdd\xfe\x89\xe0\xde\x08\xb4aJ\x06\xa8Yo \x0f$U!\x93\xc3\x00\x1d\x1d\xeelt\x90g,\x91!\xe1JB\x80\xc6`P\xbfW\xebf~\xa4\xa45\x9e\xbb.\x8d\x9f\x05(\xb66\xf1164\x06AL]% \x1d\x8b\x94\x16\xc4\xba\xad\x1e\xe2L\xe90\xd1\x8a\x821\xae\xba\xe0\xb8\xd5h\xb4\xb1 L\xa2\xb2\x8c\xfeI\x19\x15E\x8c\xc2\xb6\xa2\xa9\x00i\x8b"\x1a8\xb1\xee\x05&f\x89A\xbd\xd2\xce\xcb|I\x84\x93\x9eM_\xe6\x93\xf3\x8f\x9cp{\xe02\x87F\x84\x7f\x12\xbc@4&\xda\x80\xadP\xa7]\xc4\x11\x11\x8c\x8f\xabT\xa8\x10\xb4,H\xc2,\x8d+\x10BDRn\x17\x04\x17\xed\xbfi\xe4w\x8f\xb3\xe7\xab\xe3\xdd\xad\xd6f\xb3\xb5\xcc\xa68\xb0&\x9b\xb7\xe9\xe5\xa2\xd9\x12\x8d\x01\x13{\xc0\xd65\x94\xeb\xa7\xfc\xfev\xfep\x91\xdf\x9c\xb9\xafx\x9d\x9c\xae\xb0\xfar\xd0\x8dq\xff\x17\x8a$\xb5\xeao\x82\xae\xd7\xea9\rR\xf9?\x12\xe5\xc2\xf4j\xefPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xa8!\xf8\xc3Q\x01\x00\x00\xda\x03\x00\x00\x10\x00\x00\x00word/footer1.xml\xb5S\xcbN\xc30\x10\xbc\xf3\x15\x96\xef\xd4i\x0f\xa8\x8a\x9aV\x15Pn\xa8\x12\xe5\x03\xdcd\x93\x18%\xb6\xb5\xbbm\xda\x1b\x1f\xc1\x17\xf2%8\x0f*q\xa8\x84(\xbd\xf8\xb5\xb3\xe3\x99\x91=[\x1c\xeaJ\xec\x01\xc98\x9b\xc8\xf1(\x92\x02l\xea2c\x8bD\xbenV\xb7S)\x88\xb5\xcdt\xe5,$\xf2\x08$\x17\xf3\x9bY\x13\xe7\x8c"4[\x8a\x9bD\x96\xcc>V\x8a\xd2\x12jM#\xe7\xc1\x86Z\xee\xb0\xd6\x1c\xb6X\xa8\xc6a\xe6\xd1\xa5@\x14\xb8\xebJM\xa2\xe8N\xd5\xdaX9\xd0\xe0oh\\\x9e\x9b\x14\x1e\\\xba\xab\xc1rO\x82Pi\x0e\xfa\xa94\x9e\xe4<h\xf3\xdd\xb0\xc6nz\xe1c\x05\xa2\x89\xf7\xbaJ\xe4Z\x17\xf0\xbc\xab\xb7\x80R\xb5Uc\xb3PBS\x94|_j\xa4\x90A\x142\x18\x8e\x129\x99F=\xf0-\xfd\xa6\xe8*\xed\xa1:\xdd\xd1\x0f\xc3z\xe5,S\x00\x97\xc6\x06\x02\xd0\xc4K2zh\x18@\xdcz\x8e\xc9\xeb4d\xea\x11\x08p\x0fr\xfe\xf9\xfe!Z\x14\xf7\xd8?Q\xe7U\xd6:\x11\xa7\xd5\xe6\xe8\xc3%[(B\xd4\xea\x02bc\x89q\x03\x873\xda\xc5z\xf9\xf4\xd8\xa9?\x01\xff\xdf\x05\x81\xd7\xa8\x19.2r\xc6\xc0\xf8J\xc9\x83\xcd\xae!W\x84\xc7\xf2C\xb1\xea\xde\xbd\xea~\xe6\xfc\xe6\x0bPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x1cD\xc3\xe9P\x01\x00\x00\xd7\x03\x00\x00\x10\x00\x00\x00word/footer2.xml\xb5SKn\xc20\x14\xdcs\n\xcb\xfb\xe2\xc0\xa2B\x11\tBm\xe9\xaeB*=\x80I^\x12W\x8em\xbdg\x08\xecz\x88\x9e\xb0\'\xa9\xf3)R\x17H\xa8\x94\x8d\x7fo\xdexfd\xcf\x17\x87Z\xb3= )k\x12>\x19G\x9c\x81\xc9l\xaeL\x99\xf0\xb7\xcd\xean\xc6\x19yir\xa9\xad\x81\x84\x1f\x81\xf8"\x1d\xcd\x9b\xb8\xf0\xc8B\xb3\xa1\xb8Ix\xe5\xbd\x8b\x85\xa0\xac\x82Z\xd2\xd8:0\xa1VX\xac\xa5\x0f[,Ec1wh3 \n\xdc\xb5\x16\xd3(\xba\x17\xb5T\x86\x0f4x\t\x8d-\n\x95\xc1\xa3\xcdv5\x18\xdf\x93 h\xe9\x83~\xaa\x94#\x9e\x06m\xae\x1b\xd6\xd8M\xaf\xfe\xa8\x815\xf1^\xea\x84\xafe\t/\xbbz\x0b\xc8E[U&\x0f%\r\x85\x7f\xa8$R\x88 \n\x11\xf4\'\t\x9f\xce\xa2\x1e\xf6\x9e\xfd\x10\xb4\x85\xf6L\x9c.\xe8\x87a\xbd\xb2\xc6S\xc0V\xca\x84~\x90\xe4\x97\xa4\xe4\xd00\x80|k8&\'\xb3\x10\xa8C \xc0=\xf0\xf4\xeb\xe3\x93\xb5(\xdfc\xffD]\xe8\xbc\xf5\xc1N\xab\xcd\xd1\x85K\xb6P\x86\x9c\xc5\x15\xc4\xca\x90\xc7\r\x1c\xcehg\xeb\xe5\xf3S\xa7\xfe\x04\xfc\x7f\x17\x04N\xa2\xf4p\x95\x913\x06&7J\x1eL~\x0b\xb9,<\x96_\x8aE\xf7\xe8E\xf7-\xd3\xd17PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xdf]\xbem\xb1\x01\x00\x00\x08\x03\x00\x00\x11\x00\x00\x00word/settings.xml\x8dR]O\xdb@\x10|\xe7WD\xf7\xdc\xc6\xa1*\x94F$\x08ZR\x1e\xd2\x0f\xd5\xa1}^\xdf\xad\xf1\xa9w\xb7\xd6\xde:!\xfc\xfanbGA\xf0\xc2\xdb\xd93;\x9a\x99\xdd\xcb\xab\xc7\x18Fk\xe4\xec)\xcd\xcc\xe9xbF\x98,9\x9f\x1ef\xe6~\xb5x\x7faFY 9\x08\x94pf\xb6\x98\xcd\xd5\xfc\xe4r3\xcd(\xa2\xac<R\x85\x94\xa7\x9b\x99iD\xdaiQd\xdb`\x84<\xa6\x16\x93b5q\x04\xd1O~(6\xc4\xaee\xb2\x98\xb3\x8e\xc6P|\x98L\xce\x8b\x08>\x99A\x86\xdf"Cu\xed-~%\xdbEL\xd2\x8b0\x06\x10\r\x91\x1b\xdff3W\x83ODq\xb4\x99\xb6\xc8VY\x1an21\xc5\x0epXC\x17d\x05U)\xd4*e\raf\xce?\x0e0\xae1]\'\xf7\xd3\xb9;\x04\xa7\xd5\xf4C\x0c\x1b\xf5\xfc\x8d\xbd\xbb#\xf6O\x94\x04B\xd9\x82\xd5\x9f\x07\x89\xd3\xb3\x0b\xf3\x92\xfc\x07Y\xbc}E=\xfb\xf4\xb9\xa7\xda\x06\x18\xac \x0f\x84/*\xcc\x14\x0e<K\xb1e\xad\xebW\x97\xact\xfb\x84\xc3\x9c\x02 \xbbW\xd6A\\\x10\xdf/\xf7@\x05\x01\x92\xc5R\xb5\x02\xdelE{\xea\xaa\xfe\xf5\xd7;iz\x83\xf4\x83d\x89\xb0\xc6\x1b\xb0\xffr\x80\xdc\\\xef\x16\xbc\x07\xbb\xb0b\xf0{\xc7xd\xdf>\xb6z\x06e\xe3k\xf9\x8d\xd2q\xea\xb9\x19\x17\xb7K\xd8R\'\xcfl\x95\xfdmh\x88\x04\x11\xfb\x14\xea\xbd\xf2\xc1\xcb\xf6;94\nu\xec_-;z\xcb\x94\xa9\x96\xb1\x8e\x0c{\xde_\x8d9v\xbc\xcb_</\xc0\xa1\xf5Q\x1b\xde\xc6\xeaX\xdc\xb8\xaf)\xf8\xacnZ\xedX\x88\x0f\xd8\xbbA\xe2p\xc2\xf3\x93\xffPK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x18ix\xf5~\x05\x00\x00\xac4\x00\x00\x0f\x00\x00\x00word/styles.xml\xed\x9b\xefO\x1b7\x18\xc7\xdf\xf7\xaf\x88\xee==rI(\xa0\x86\nBi\x91\xda\x08\r\xd0^N\xce\x9d\x93\xf3\xb8\xd87\xdbi\xa0\xaf:\xa9]\xdbM\x1bE\x93J\'U\x1a\xddV\tM\x03\xaa\xb5[7X\xc7?C\x02\xfc\x17\xb3\xef.$\xb9\x1f\x90\x11\n\x04\x8e7\x89\x1f;>\xdb\xdf\x8f\x1f?\xf6\x99\xeb7\xe6\xcbV\xe2\x1e\xa4\x0c\x11\x9cU\x92W\xfb\x95\x04\xc4:1\x10.e\x95\xd9\x99\x89\xbeA%\xc18\xc0\x06\xb0\x08\x86Ye\x012\xe5\xc6\xc8\x95\xeb\xd5a\xc6\x17,\xc8\x12\xe2\xf7\x98\rW\xb3\x8a\xc9\xb9=\xac\xaaL7a\x19\xb0\xab\xc4\x86X\xe4\x15\t-\x03.\x92\xb4\xa4V\t5lJt\xc8\x98\xa8\xbel\xa9Z\x7f\xff\x80Z\x06\x08+^5\xb4\x93jH\xb1\x88t8N\xf4J\x19b\xeeVB\xa1\x05\xb8\xe8\x023\x91\xcd\x94\x11\xd1<\x83\xe8\xe3\xb0\x08*\x16g2I\xa7\xa8\x97\xf4R\xce\xc7\x04\xc1\x9c%\xaa\xc3\x80\xe9\x08e\x95\x9d\xad\xed\xda\xfa7\x8a0\x98\xa3\x98\xb5\x19 `|\x94!\xd0j\xd3\xd9AJ\x95\xd5\xe9\xc4"T\xd8\xef\x01+\xab\xf4;\x7fn\xc6\x1c\xa4\xf8\xc0\xee\x9a\xd8\xfd\x86!\xa55,9\xe6\xb7Y\x00\x97\x1a6\x88\xfbf\xa7\xdb\x9br\xdf\xec\xcb\xe5eI\xd5\xeb\x92\xea\xef\xa8\xedO\xc9\x8f*2H5\'\xbaN\x89\xe5k\x16\xa8p2m\x031\xbc7#s\xf2\xfe\xae\x08+r\xdaY\x80B\'(3\xe4\x98\x169\xa4^!\xd5{\xb6\xda\xde"5 \x93\x03\x95\xf81_\xb0E=6\xa0\xa0D\x81m\xca\xfa\x0c\xb7\x98\x80T\xa6\x9c\x82\x93FV\x19#\xc6\x82#8\x06e\xd8hY}\xed\xe7\xfa\xf3\xc7n\xf3\xbe\x98p\xd8Q\xcfn\x00\xc4w\x0b\xc9\xc9\x93\xb96\xd4H|R\xb1\x84\x01\xce\x03\x9d\xbb\x95 l\x88\xac"\xa2\x8c\xdf\x11\xf99\x13P\x81\x97\x80[i5g\x95\x81\xb4\xf7\xd4\xcf\xf5F3\n\x84\x9b\xad\xa3|\xea|7\x07\xc0\xc9\xea\xcbt\x85}\x0b\xcc\x8e\xcaGpq@\x82\xf0\x083\x88[0@C\xed\xd1o\x82\x86\xfa\xca\xe3\xfd\x9f^D21\x07\xa1\x9d\x87\xf3\xae\xed\xa4\x01\xc1\xc0\x9e!\xb7(2\x8eK\x8eT=\x8a\x9c&\x08\xba\xf0\x87\x90v\x84B\xfd\xf9\xdfb\x92\xd4\xde,\x8aa\x11\x02\xef\xae?\xd8\xf9\xf0}\x0b\x19\x91\xf9MP"\x8bHn\xc23\xbbp\x93\xe9t\x90\x17\xd7v\\^\xa6+\x05\x1e\xce\xcb\xd3\x8d\xb3\x84\xe5$\xbc\xc9\xf1\x98x\xfd^\x88\xf4\xd9\xad1-\x95\xd4ZY\xf0\xdb[\x18\xf0g9\xda\xb7\x19{\xc1u\xdc\x05t.\x88\xc1\xe2\x92t\x1b/7k\x8f\xdeJ\x8a\xb7\x97c\xe7\x11;\x0f\x8f\x98\xdb\x10\x18rA\x0eP\xb3\xfb\xf4I\xed\x97w=\x15z4\x19\xb0`\x91wD\xc0\xfe\xd6R\xbb\xe4MCS\xe3\xa6M\x8a\xea\xa5z\xc1\x1d\xe4+\xe5\x82\x98\n\xe1\x0e\xa1\xb6\xb6\\[|\xdf\xa3\x02\xff\x8fI~\xb1\x83\xc5Q\xc3\xa0b\x1f\n\x83\x13x\xe7\xaf\xad\xfd\x07_\x9e\x9d\xbe\x9e\x90\x1f}\n_l}\xa5\x7f\x16\xadH\x06\xb7\x86Nd\x97\xec\xdd\xd0\xee\x046\x8a\xd5aR\xe1\xb2\xf2;\xf7\xda\xbbu\xc9\xfd\xbe\x07\x8d\x16\x01\x8d\x16C\xe3\x83&\x19\xef+:\x01*\x15\x01T*\x06\xca\x07\x94\x16/]\rh\xd2\x11\xd0\xa4ch|\xd0\xa4bh\x94\x9bX\xb7\x08\xab\x88\x986\x80\xcd\xfe\x0f\x0fw\xb6\xfe\xdc\xdbxW\x7f\xf1]\xaf\xb3#\xa3[\x0f\x9b\x8c\x8b\x8d\xb4\x88\x85(s-\xe3H\x0bpI<\xca+\x92r\x8bx\xc6\xac2\x94\xce\xc4\xe1\xf2\xe1\xf8\x84\x9e\x84\xb9\x04\t\xf7\xb3\xb7\xf1Ug\x04\xd9\xa0\x04\xc7(\x04sc\x8e\xe2j|\xf4\xd1#!\xf04*a\xc0\x05\x08\xc1\x83\xad\x0f\xbf\xd7\x9e}{\xc9\x8e\xc4/\xf6\xac?\x10{\x1c\xf0\xa0\xe0\xf5\'\xcf\xe4\xf9\xf7\xf2\xeb\xfa\xcb\x1f{}\xdd\xa0\xa8d6\x16\x8e\xb4\xbb*8&\xb1rh\x03\x81`\xc3\xc9\x8a\xf9P\xf2$\x04\x0b\xb1\x18\xd4\xdf\xae\xc6\xef\xd6/\x15\t\x93e\x9b"\xcc\xc3\xdev\xec\xad\xbf\xe9A\x18Z\x02\xc9dk \xa9\r6\x9dC{\xbe\xe7/d\x81\xf3\xc6\xc8\xa10h\x83A\x18\\\xdbqa\xc8\x11\x1b\x85\xec3\xea_?<\xd3\x83\xf3\x93`!\xdd\xb6\xa9Hj\x1d\xc0p\xe4\xaec0}\xe9\x89\x99\x12\xdb\x81\x88\x97j\xfb\xaf\xfe\xd8]9=j\xba~\x99\xeeI~D\x88\xd9y\x04!\xb4j\xdfN4\rM\x85\x9b6\xa9\xb0\x97:W\n\xcf\x80\x82\x05\xc3\xaf_\xed\xbdZ\xed\xb1\x8bW\x03-z\xa7;\xd2\xfb\xcc\x8f\x11\xceBnyP\x19\xa6\xf6i\xde\x7f\xe8~>\xfb/\xc7\xc8\x87u\xb1c\xfcX\xc7\x03\x87\x0b\x1cr\xbfEKw?\x9f\xc5\xb4\x0c\x13\xb8\xbe\xf2\xcf\x05\x13\xf8\x9c\xcf\xdf\x13\x97W\x8eDp\xee\xd6W\x7f\xdd\xdd\xdc\xee\xd1\xab-\xe7;\xa6\xeafK\xc6\xe5\\<\xe4\n\xbc3W\xf3R.+ \xa9kN8E\xdc\x16T\xd0\x14E\x84"\xbe\xd0(34\xe4\xb5\r\x96\xd1md\x18\x10\xbb\x05\xb1\x89\x0c\xf8\xa9\t\xf1,\x83\x86c\xe2\x05\xcb\x1dS\xf1e\xd2\x89\x9d\xab\x9eRnK\x8dy\xa04\n\xe6\xa0e\xdd\x05nibG\x17\x95S/:W\xa8\xcaI9:\xdf\t\xb4\xa2\xb2\xd5\xf6\x86\xa8\x07\x1d\x88\x1ek]\xc4\xf0\x02.\xe1\xec\xfd\x07e!\xb1\xeb\xee\xda\xbf\xb5\xc5\xa5\x9d\xcdM\xaf->\xdeL\xb1c\x16\xb0zL)\xa7\xf0B\xfch\x96\xc2\xfb7e\xc9\x7f\xc2\t\xdcwk\xb9\xe9\xd6q\xdf\xba\x9a]\xc1\xf67\xbe\xb1\x91+\xff\x01', b'PK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xcf\xea\xe26 \x01\x00\x006\x04\x00\x00\x13\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00[Content_Types].xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00:I\x1b\x80\xb1\x00\x00\x00+\x01\x00\x00\x0b\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00Q\x01\x00\x00_rels/.relsPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x05Yb\xa6\xe6\x00\x00\x00$\x03\x00\x00\x1c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00+\x02\x00\x00word/_rels/document.xml.relsPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00U\xa4*\xffE\x01\x00\x00\xa3\x03\x00\x00\x12\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00K\x03\x00\x00word/fontTable.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xa8!\xf8\xc3Q\x01\x00\x00\xda\x03\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xc0\x04\x00\x00word/footer1.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x1cD\xc3\xe9P\x01\x00\x00\xd7\x03\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00?\x06\x00\x00word/footer2.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\xdf]\xbem\xb1\x01\x00\x00\x08\x03\x00\x00\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xbd\x07\x00\x00word/settings.xmlPK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00!\x00\x18ix\xf5~\x05\x00\x00\xac4\x00\x00\x0f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x9d\t\x00\x00word/styles.xml', 8, frozenset(('[Content_Types].xml', '_rels/.rels', 'word/_rels/document.xml.rels', 'word/fontTable.xml', 'word/footer1.xml', 'word/footer2.xml', 'word/settings.xml', 'word/styles.xml',))), {'Body': '仿宋', 'DocTitle': '方正小标宋简体', 'Subtitle': '楷体_GB2312', 'Mark': '方正小标宋简体', 'HeadLine': '黑体', 'Number': '仿宋', 'Addressee': '仿宋', 'Heading1': '黑体', 'Heading2': '楷体_GB2312', 'Heading3': '仿宋', 'Heading4': '仿宋', 'Enclosures': '仿宋', 'EnclosureMark': '黑体', 'Signature': '仿宋', 'SignatureDate': '仿宋', 'Note': '仿宋', 'Imprint': '仿宋', 'Copies': '仿宋', 'PageNumber': '宋体', 'TableTitle': '仿宋', 'TableHead': '黑体', 'TableText': '仿宋', 'Ruled': '仿宋', 'TableNormal': '仿宋', 'Signer': '楷体_GB2312', 'Plain': '仿宋', '': '仿宋'}),
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
        l_0_本文 = resolve('本文')
        l_0_namespace = resolve('namespace')
        l_0_头 = resolve('头')
        l_0_活动 = resolve('活动')
        l_0_机构们 = resolve('机构们')
        l_0_宽 = missing
        try:
            t_1 = environment.filters['join']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'join' found.")
        try:
            t_2 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_3 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_4 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_5 = environment.filters['max']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'max' found.")
        try:
            t_6 = environment.filters['selectattr']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'selectattr' found.")
        try:
            t_7 = environment.filters['unique']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'unique' found.")
        try:
            t_8 = environment.filters['分行']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named '分行' found.")
        try:
            t_9 = environment.filters['名单行']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No filter named '名单行' found.")
        try:
            t_10 = environment.filters['字宽']
        except KeyError:
            @internalcode
            def t_10(*unused):
                raise TemplateRuntimeError("No filter named '字宽' found.")
        try:
            t_11 = environment.filters['汉字']
        except KeyError:
            @internalcode
            def t_11(*unused):
                raise TemplateRuntimeError("No filter named '汉字' found.")
        try:
            t_12 = environment.filters['空']
        except KeyError:
            @internalcode
            def t_12(*unused):
                raise TemplateRuntimeError("No filter named '空' found.")
        try:
            t_13 = environment.filters['补位']
        except KeyError:
            @internalcode
            def t_13(*unused):
                raise TemplateRuntimeError("No filter named '补位' found.")
        pass
        yield b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>'
        if ((environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '红头') in ['文件', '套打']) and environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号')):
            pass
            l_0_头 = environment.call(context, (undefined(name='namespace') if l_0_namespace is missing else l_0_namespace), 行=[], 签=[], 宽=0)
            context.vars['头'] = l_0_头
            context.exported_vars.add('头')
            if environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '份号'):
                pass
                if not isinstance(l_0_头, Namespace):
                    raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                l_0_头['行'] = (environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '行') + [environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '份号')])
            if environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '密级'):
                pass
                if not isinstance(l_0_头, Namespace):
                    raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                l_0_头['行'] = (environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '行') + [environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '密级')])
            if environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '紧急程度'):
                pass
                if not isinstance(l_0_头, Namespace):
                    raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                l_0_头['行'] = (environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '行') + [environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '紧急程度')])
            yield b'<w:p><w:pPr><w:pStyle w:val="HeadLine"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            if (t_2(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '行')) > 0):
                pass
                yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '行'), 0))
            yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="HeadLine"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            if (t_2(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '行')) > 1):
                pass
                yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '行'), 1))
            yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="HeadLine"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            if (t_2(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '行')) > 2):
                pass
                yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '行'), 2))
            yield b'</w:t></w:r></w:p>'
            if (environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '红头') == '文件'):
                pass
                if (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 5):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="112" w:after="0" w:line="1344" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:color w:val="FF0000"/><w:sz w:val="112"/><w:szCs w:val="112"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
                    yield b'\xe6\x96\x87\xe4\xbb\xb6</w:t></w:r></w:p>'
                elif (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 7):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="131" w:after="0" w:line="1152" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:color w:val="FF0000"/><w:sz w:val="96"/><w:szCs w:val="96"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
                    yield b'\xe6\x96\x87\xe4\xbb\xb6</w:t></w:r></w:p>'
                elif (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 10):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="160" w:after="0" w:line="864" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:color w:val="FF0000"/><w:sz w:val="72"/><w:szCs w:val="72"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
                    yield b'\xe6\x96\x87\xe4\xbb\xb6</w:t></w:r></w:p>'
                elif (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 14):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="182" w:after="0" w:line="648" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:color w:val="FF0000"/><w:sz w:val="54"/><w:szCs w:val="54"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
                    yield b'\xe6\x96\x87\xe4\xbb\xb6</w:t></w:r></w:p>'
                elif (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 18):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="194" w:after="0" w:line="528" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:color w:val="FF0000"/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
                    yield b'\xe6\x96\x87\xe4\xbb\xb6</w:t></w:r></w:p>'
                else:
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="194" w:after="0" w:line="528" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:color w:val="FF0000"/><w:w w:val="66"/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
                    yield b'\xe6\x96\x87\xe4\xbb\xb6</w:t></w:r></w:p>'
            else:
                pass
                if (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 5):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="112" w:after="0" w:line="1344" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="112"/><w:szCs w:val="112"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
                elif (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 7):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="131" w:after="0" w:line="1152" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="96"/><w:szCs w:val="96"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
                elif (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 10):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="160" w:after="0" w:line="864" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="72"/><w:szCs w:val="72"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
                elif (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 14):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="182" w:after="0" w:line="648" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="54"/><w:szCs w:val="54"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
                elif (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) <= 18):
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="194" w:after="0" w:line="528" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
                else:
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Mark"/><w:spacing w:before="194" w:after="0" w:line="528" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:w w:val="66"/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
            if (environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '红头') == '文件'):
                pass
                if environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '签发人'):
                    pass
                    if (t_10(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号')) <= 10.5):
                        pass
                        if not isinstance(l_0_头, Namespace):
                            raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                        l_0_头['签'] = t_9(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '签发人'), 15)
                        if not isinstance(l_0_头, Namespace):
                            raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                        l_0_头['宽'] = t_5(environment, t_4(context, environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), '字宽'))
                        l_1_loop = missing
                        for l_1_行, l_1_loop in LoopContext(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签')[:(-1)], undefined):
                            _loop_vars = {}
                            pass
                            if environment.getattr(l_1_loop, 'first'):
                                pass
                                yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(t_12((23 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                                yield b'\xe7\xad\xbe\xe5\x8f\x91\xe4\xba\xba\xef\xbc\x9a</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(l_1_行)
                                yield b'</w:t></w:r></w:p>'
                            else:
                                pass
                                yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(t_12((27 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                                yield b'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(l_1_行)
                                yield b'</w:t></w:r></w:p>'
                        l_1_loop = l_1_行 = missing
                        if (t_2(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签')) == 1):
                            pass
                            yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr><w:tabs><w:tab w:val="left" w:pos="3780"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe3\x80\x80'
                            yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(t_12((11 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                            yield b'\xe7\xad\xbe\xe5\x8f\x91\xe4\xba\xba\xef\xbc\x9a</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), (-1)))
                            yield b'</w:t></w:r></w:p>'
                        else:
                            pass
                            yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr><w:tabs><w:tab w:val="left" w:pos="3780"/></w:tabs><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe3\x80\x80'
                            yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(t_12((15 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), (-1)))
                            yield b'</w:t></w:r></w:p>'
                    else:
                        pass
                        if not isinstance(l_0_头, Namespace):
                            raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                        l_0_头['签'] = t_9(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '签发人'), 12)
                        if not isinstance(l_0_头, Namespace):
                            raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                        l_0_头['宽'] = t_5(environment, t_4(context, environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), '字宽'))
                        l_1_loop = missing
                        for l_1_行, l_1_loop in LoopContext(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签')[:(-1)], undefined):
                            _loop_vars = {}
                            pass
                            if environment.getattr(l_1_loop, 'first'):
                                pass
                                yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(t_12((23 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                                yield b'\xe7\xad\xbe\xe5\x8f\x91\xe4\xba\xba\xef\xbc\x9a</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(l_1_行)
                                yield b'</w:t></w:r></w:p>'
                            else:
                                pass
                                yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(t_12((27 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                                yield b'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(l_1_行)
                                yield b'</w:t></w:r></w:p>'
                        l_1_loop = l_1_行 = missing
                        if (t_2(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签')) == 1):
                            pass
                            yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr><w:tabs><w:tab w:val="left" w:pos="4725"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe3\x80\x80'
                            yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(t_12((8 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                            yield b'\xe7\xad\xbe\xe5\x8f\x91\xe4\xba\xba\xef\xbc\x9a</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), (-1)))
                            yield b'</w:t></w:r></w:p>'
                        else:
                            pass
                            yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr><w:tabs><w:tab w:val="left" w:pos="4725"/></w:tabs><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe3\x80\x80'
                            yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(t_12((12 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), (-1)))
                            yield b'</w:t></w:r></w:p>'
                else:
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                    yield b'</w:t></w:r></w:p>'
            else:
                pass
                if environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '签发人'):
                    pass
                    if (t_10(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号')) <= 10.5):
                        pass
                        if not isinstance(l_0_头, Namespace):
                            raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                        l_0_头['签'] = t_9(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '签发人'), 15)
                        if not isinstance(l_0_头, Namespace):
                            raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                        l_0_头['宽'] = t_5(environment, t_4(context, environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), '字宽'))
                        l_1_loop = missing
                        for l_1_行, l_1_loop in LoopContext(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签')[:(-1)], undefined):
                            _loop_vars = {}
                            pass
                            if environment.getattr(l_1_loop, 'first'):
                                pass
                                yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(t_12((23 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                                yield b'\xe7\xad\xbe\xe5\x8f\x91\xe4\xba\xba\xef\xbc\x9a</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(l_1_行)
                                yield b'</w:t></w:r></w:p>'
                            else:
                                pass
                                yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(t_12((27 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                                yield b'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(l_1_行)
                                yield b'</w:t></w:r></w:p>'
                        l_1_loop = l_1_行 = missing
                        if (t_2(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签')) == 1):
                            pass
                            yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:tabs><w:tab w:val="left" w:pos="3780"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe3\x80\x80'
                            yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(t_12((11 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                            yield b'\xe7\xad\xbe\xe5\x8f\x91\xe4\xba\xba\xef\xbc\x9a</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), (-1)))
                            yield b'</w:t></w:r></w:p>'
                        else:
                            pass
                            yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:tabs><w:tab w:val="left" w:pos="3780"/></w:tabs><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe3\x80\x80'
                            yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(t_12((15 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), (-1)))
                            yield b'</w:t></w:r></w:p>'
                    else:
                        pass
                        if not isinstance(l_0_头, Namespace):
                            raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                        l_0_头['签'] = t_9(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '签发人'), 12)
                        if not isinstance(l_0_头, Namespace):
                            raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                        l_0_头['宽'] = t_5(environment, t_4(context, environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), '字宽'))
                        l_1_loop = missing
                        for l_1_行, l_1_loop in LoopContext(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签')[:(-1)], undefined):
                            _loop_vars = {}
                            pass
                            if environment.getattr(l_1_loop, 'first'):
                                pass
                                yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(t_12((23 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                                yield b'\xe7\xad\xbe\xe5\x8f\x91\xe4\xba\xba\xef\xbc\x9a</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(l_1_行)
                                yield b'</w:t></w:r></w:p>'
                            else:
                                pass
                                yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(t_12((27 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                                yield b'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                                yield environment.written_text(l_1_行)
                                yield b'</w:t></w:r></w:p>'
                        l_1_loop = l_1_行 = missing
                        if (t_2(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签')) == 1):
                            pass
                            yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:tabs><w:tab w:val="left" w:pos="4725"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe3\x80\x80'
                            yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(t_12((8 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                            yield b'\xe7\xad\xbe\xe5\x8f\x91\xe4\xba\xba\xef\xbc\x9a</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), (-1)))
                            yield b'</w:t></w:r></w:p>'
                        else:
                            pass
                            yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:tabs><w:tab w:val="left" w:pos="4725"/></w:tabs><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe3\x80\x80'
                            yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(t_12((12 - environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '宽'))))
                            yield b'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Signer"/></w:rPr><w:t xml:space="preserve">'
                            yield environment.written_text(environment.getitem(environment.getattr((undefined(name='头') if l_0_头 is missing else l_0_头), '签'), (-1)))
                            yield b'</w:t></w:r></w:p>'
                else:
                    pass
                    yield b'<w:p><w:pPr><w:pStyle w:val="Number"/><w:snapToGrid w:val="0"/><w:spacing w:before="1158"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                    yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                    yield b'</w:t></w:r></w:p>'
            yield b'<w:p><w:pPr><w:pStyle w:val="DocTitle"/><w:spacing w:before="1158"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(t_8(markup_join((environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'), '关于成立', environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '简称'), '领导小组的通知', )), [environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'), environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '简称')]))
            yield b'</w:t></w:r></w:p>'
        else:
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="DocTitle"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(t_8(markup_join((environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'), '关于成立', environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '简称'), '领导小组的通知', )), [environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'), environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '简称')]))
            yield b'</w:t></w:r></w:p>'
            if environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Number"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '字号'))
                yield b'</w:t></w:r></w:p>'
        yield b'<w:p><w:pPr><w:pStyle w:val="Addressee"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
        yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '所属'))
        yield b'\xef\xbc\x9a</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe4\xb8\xba\xe5\x8a\xa0\xe5\xbc\xba\xe5\xaf\xb9'
        yield environment.written_text(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '名称'))
        yield b'\xe7\x9a\x84\xe7\xbb\x84\xe7\xbb\x87\xe9\xa2\x86\xe5\xaf\xbc\xef\xbc\x8c\xe7\xbb\x8f'
        yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '简略'))
        yield b'\xe7\xa0\x94\xe7\xa9\xb6\xef\xbc\x8c\xe5\x86\xb3\xe5\xae\x9a\xe6\x88\x90\xe7\xab\x8b'
        yield environment.written_text(environment.getattr((undefined(name='活动') if l_0_活动 is missing else l_0_活动), '简称'))
        yield b'\xe9\xa2\x86\xe5\xaf\xbc\xe5\xb0\x8f\xe7\xbb\x84\xe3\x80\x82\xe7\x8e\xb0\xe5\xb0\x86\xe6\x9c\x89\xe5\x85\xb3\xe4\xba\x8b\xe9\xa1\xb9\xe9\x80\x9a\xe7\x9f\xa5\xe5\xa6\x82\xe4\xb8\x8b\xe3\x80\x82</w:t></w:r></w:p>'
        l_0_宽 = t_5(environment, t_4(context, t_4(context, (undefined(name='机构们') if l_0_机构们 is missing else l_0_机构们), attribute='姓名'), 'length'))
        context.vars['宽'] = l_0_宽
        context.exported_vars.add('宽')
        l_1_loop = missing
        for l_1_名, l_1_loop in LoopContext(t_7(environment, t_4(context, (undefined(name='机构们') if l_0_机构们 is missing else l_0_机构们), attribute='机构')), undefined):
            l_1_末 = l_1_前 = missing
            _loop_vars = {}
            pass
            if (environment.getattr(l_1_loop, 'length') > 1):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                yield environment.written_text(t_11(environment.getattr(l_1_loop, 'index')))
                yield b'\xe3\x80\x81'
                yield environment.written_text((l_1_名 or '领导小组'))
                yield b'</w:t></w:r></w:p>'
            if (('办公室' in l_1_名) and environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '办公室')):
                pass
                yield b'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe5\x8a\x9e\xe5\x85\xac\xe5\xae\xa4\xe8\xae\xbe\xe5\x9c\xa8'
                yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '办公室'))
                yield b'\xef\xbc\x8c\xe8\xb4\x9f\xe8\xb4\xa3\xe6\x97\xa5\xe5\xb8\xb8\xe5\xb7\xa5\xe4\xbd\x9c\xe3\x80\x82</w:t></w:r></w:p>'
            l_1_末 = environment.getattr(l_1_loop, 'last')
            _loop_vars['末'] = l_1_末
            l_1_前 = environment.call(context, (undefined(name='namespace') if l_0_namespace is missing else l_0_namespace), 务='', _loop_vars=_loop_vars)
            _loop_vars['前'] = l_1_前
            def t_14(fiter):
                for l_2_行 in fiter:
                    if (environment.getattr(l_2_行, '机构') == l_1_名):
                        yield l_2_行
            l_2_loop = missing
            for l_2_行, l_2_loop in LoopContext(t_14((undefined(name='机构们') if l_0_机构们 is missing else l_0_机构们)), undefined):
                l_2_联系领导 = resolve('联系领导')
                l_2_同 = missing
                _loop_vars = {}
                pass
                l_2_同 = t_3(t_4(context, t_6(context, (undefined(name='联系领导') if l_2_联系领导 is missing else l_2_联系领导), '姓名', 'equalto', environment.getattr(l_2_行, '姓名')), attribute='职务'))
                _loop_vars['同'] = l_2_同
                if ((undefined(name='末') if l_1_末 is missing else l_1_末) and environment.getattr(l_2_loop, 'last')):
                    pass
                    if ((undefined(name='宽') if l_0_宽 is missing else l_0_宽) > 6):
                        pass
                        yield b'<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/><w:tabs><w:tab w:val="left" w:pos="2678"/><w:tab w:val="left" w:pos="5670"/></w:tabs><w:ind w:leftChars="1800" w:left="5670" w:hangingChars="1600" w:hanging="5040"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        if (environment.getattr(l_2_行, '组内职务') != environment.getattr((undefined(name='前') if l_1_前 is missing else l_1_前), '务')):
                            pass
                            yield environment.written_text(t_13(environment.getattr(l_2_行, '组内职务')))
                            yield b'\xef\xbc\x9a'
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(t_13(environment.getattr(l_2_行, '姓名')))
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text((environment.getattr(l_2_行, '职务') or (environment.getitem((undefined(name='同') if l_2_同 is missing else l_2_同), 0) if (t_2((undefined(name='同') if l_2_同 is missing else l_2_同)) == 1) else '')))
                        yield b'</w:t></w:r></w:p>'
                    elif ((undefined(name='宽') if l_0_宽 is missing else l_0_宽) > 4):
                        pass
                        yield b'<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/><w:tabs><w:tab w:val="left" w:pos="2678"/><w:tab w:val="left" w:pos="4882"/></w:tabs><w:ind w:leftChars="1550" w:left="4882" w:hangingChars="1350" w:hanging="4252"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        if (environment.getattr(l_2_行, '组内职务') != environment.getattr((undefined(name='前') if l_1_前 is missing else l_1_前), '务')):
                            pass
                            yield environment.written_text(t_13(environment.getattr(l_2_行, '组内职务')))
                            yield b'\xef\xbc\x9a'
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(t_13(environment.getattr(l_2_行, '姓名')))
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text((environment.getattr(l_2_行, '职务') or (environment.getitem((undefined(name='同') if l_2_同 is missing else l_2_同), 0) if (t_2((undefined(name='同') if l_2_同 is missing else l_2_同)) == 1) else '')))
                        yield b'</w:t></w:r></w:p>'
                    else:
                        pass
                        yield b'<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/><w:tabs><w:tab w:val="left" w:pos="2678"/><w:tab w:val="left" w:pos="4095"/></w:tabs><w:ind w:leftChars="1300" w:left="4095" w:hangingChars="1100" w:hanging="3465"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        if (environment.getattr(l_2_行, '组内职务') != environment.getattr((undefined(name='前') if l_1_前 is missing else l_1_前), '务')):
                            pass
                            yield environment.written_text(t_13(environment.getattr(l_2_行, '组内职务')))
                            yield b'\xef\xbc\x9a'
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(t_13(environment.getattr(l_2_行, '姓名')))
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text((environment.getattr(l_2_行, '职务') or (environment.getitem((undefined(name='同') if l_2_同 is missing else l_2_同), 0) if (t_2((undefined(name='同') if l_2_同 is missing else l_2_同)) == 1) else '')))
                        yield b'</w:t></w:r></w:p>'
                else:
                    pass
                    if ((undefined(name='宽') if l_0_宽 is missing else l_0_宽) > 6):
                        pass
                        yield b'<w:p><w:pPr><w:pStyle w:val="Body"/><w:tabs><w:tab w:val="left" w:pos="2678"/><w:tab w:val="left" w:pos="5670"/></w:tabs><w:ind w:leftChars="1800" w:left="5670" w:hangingChars="1600" w:hanging="5040"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        if (environment.getattr(l_2_行, '组内职务') != environment.getattr((undefined(name='前') if l_1_前 is missing else l_1_前), '务')):
                            pass
                            yield environment.written_text(t_13(environment.getattr(l_2_行, '组内职务')))
                            yield b'\xef\xbc\x9a'
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(t_13(environment.getattr(l_2_行, '姓名')))
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text((environment.getattr(l_2_行, '职务') or (environment.getitem((undefined(name='同') if l_2_同 is missing else l_2_同), 0) if (t_2((undefined(name='同') if l_2_同 is missing else l_2_同)) == 1) else '')))
                        yield b'</w:t></w:r></w:p>'
                    elif ((undefined(name='宽') if l_0_宽 is missing else l_0_宽) > 4):
                        pass
                        yield b'<w:p><w:pPr><w:pStyle w:val="Body"/><w:tabs><w:tab w:val="left" w:pos="2678"/><w:tab w:val="left" w:pos="4882"/></w:tabs><w:ind w:leftChars="1550" w:left="4882" w:hangingChars="1350" w:hanging="4252"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        if (environment.getattr(l_2_行, '组内职务') != environment.getattr((undefined(name='前') if l_1_前 is missing else l_1_前), '务')):
                            pass
                            yield environment.written_text(t_13(environment.getattr(l_2_行, '组内职务')))
                            yield b'\xef\xbc\x9a'
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(t_13(environment.getattr(l_2_行, '姓名')))
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text((environment.getattr(l_2_行, '职务') or (environment.getitem((undefined(name='同') if l_2_同 is missing else l_2_同), 0) if (t_2((undefined(name='同') if l_2_同 is missing else l_2_同)) == 1) else '')))
                        yield b'</w:t></w:r></w:p>'
                    else:
                        pass
                        yield b'<w:p><w:pPr><w:pStyle w:val="Body"/><w:tabs><w:tab w:val="left" w:pos="2678"/><w:tab w:val="left" w:pos="4095"/></w:tabs><w:ind w:leftChars="1300" w:left="4095" w:hangingChars="1100" w:hanging="3465"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        if (environment.getattr(l_2_行, '组内职务') != environment.getattr((undefined(name='前') if l_1_前 is missing else l_1_前), '务')):
                            pass
                            yield environment.written_text(t_13(environment.getattr(l_2_行, '组内职务')))
                            yield b'\xef\xbc\x9a'
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text(t_13(environment.getattr(l_2_行, '姓名')))
                        yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
                        yield environment.written_text((environment.getattr(l_2_行, '职务') or (environment.getitem((undefined(name='同') if l_2_同 is missing else l_2_同), 0) if (t_2((undefined(name='同') if l_2_同 is missing else l_2_同)) == 1) else '')))
                        yield b'</w:t></w:r></w:p>'
                if not isinstance(l_1_前, Namespace):
                    raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                l_1_前['务'] = environment.getattr(l_2_行, '组内职务')
            l_2_loop = l_2_行 = l_2_联系领导 = l_2_同 = missing
        l_1_loop = l_1_名 = l_1_末 = l_1_前 = missing
        if (t_10(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')) > 14):
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Signature"/><w:spacing w:before="1158"/><w:ind w:leftChars="700" w:left="2205" w:rightChars="0" w:right="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
            yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="SignatureDate"/><w:ind w:leftChars="700" w:left="2205" w:rightChars="0" w:right="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text((environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期') or '\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日'))
            yield b'</w:t></w:r></w:p>'
        elif (not environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期')):
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Signature"/><w:spacing w:before="1158"/><w:ind w:leftChars="1000" w:left="3150" w:rightChars="0" w:right="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
            yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="SignatureDate"/><w:ind w:leftChars="1000" w:left="3150" w:rightChars="0" w:right="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe5\xb9\xb4\xe3\x80\x80\xe3\x80\x80\xe6\x9c\x88\xe3\x80\x80\xe3\x80\x80\xe6\x97\xa5</w:t></w:r></w:p>'
        elif (t_10(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期')) <= 6):
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Signature"/><w:spacing w:before="1158"/><w:ind w:leftChars="1400" w:left="4410" w:rightChars="0" w:right="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
            yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="SignatureDate"/><w:ind w:leftChars="1400" w:left="4410" w:rightChars="0" w:right="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text((environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期') or '\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日'))
            yield b'</w:t></w:r></w:p>'
        elif (t_10(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期')) <= 6.5):
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Signature"/><w:spacing w:before="1158"/><w:ind w:leftChars="1350" w:left="4252" w:rightChars="0" w:right="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
            yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="SignatureDate"/><w:ind w:leftChars="1350" w:left="4252" w:rightChars="0" w:right="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text((environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期') or '\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日'))
            yield b'</w:t></w:r></w:p>'
        else:
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Signature"/><w:spacing w:before="1158"/><w:ind w:leftChars="1300" w:left="4095" w:rightChars="0" w:right="0"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称'))
            yield b'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="SignatureDate"/><w:ind w:leftChars="1300" w:left="4095" w:rightChars="0" w:right="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text((environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期') or '\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日'))
            yield b'</w:t></w:r></w:p>'
        if environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '附注'):
            pass
            yield b'<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xef\xbc\x88'
            yield environment.written_text(environment.call(context, environment.getattr(environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '附注'), 'strip'), '（）()'))
            yield b'\xef\xbc\x89</w:t></w:r></w:p>'
        if ((environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '红头') == '信函') and environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '抄送')):
            pass
            yield b'<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="1588" w:tblpYSpec="bottom"/><w:tblW w:w="8844" w:type="dxa"/><w:tblBorders/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="8844" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Copies"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe6\x8a\x84\xe9\x80\x81\xef\xbc\x9a'
            yield environment.written_text(t_1(context.eval_ctx, environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '抄送'), '，'))
            yield b'\xe3\x80\x82</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
        elif (((environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '红头') in ['文件', '套打']) and environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '抄送')) and (environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '印发日期') or environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期'))):
            pass
            yield b'<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="1588" w:tblpYSpec="bottom"/><w:tblW w:w="8844" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="8844" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Copies"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">\xe6\x8a\x84\xe9\x80\x81\xef\xbc\x9a'
            yield environment.written_text(t_1(context.eval_ctx, environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '抄送'), '，'))
            yield b'\xe3\x80\x82</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="8844" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Imprint"/><w:tabs><w:tab w:val="right" w:pos="8564"/></w:tabs></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(((environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '印发机关') or environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '办公室')) or environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')))
            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text((environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '印发日期') or environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期')))
            yield b'\xe5\x8d\xb0\xe5\x8f\x91</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
        elif ((environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '红头') in ['文件', '套打']) and (environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '印发日期') or environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期'))):
            pass
            yield b'<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="1588" w:tblpYSpec="bottom"/><w:tblW w:w="8844" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="8844" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Imprint"/><w:tabs><w:tab w:val="right" w:pos="8564"/></w:tabs></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text(((environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '印发机关') or environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '办公室')) or environment.getattr((undefined(name='单位') if l_0_单位 is missing else l_0_单位), '名称')))
            yield b'</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
            yield environment.written_text((environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '印发日期') or environment.getattr((undefined(name='本文') if l_0_本文 is missing else l_0_本文), '日期')))
            yield b'\xe5\x8d\xb0\xe5\x8f\x91</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
        yield b'<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1423" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr></w:body></w:document>'

    blocks = {}
    debug_info = '1=97&2=118&3=122&4=126&5=135&6=140&7=145&8=150&9=155&10=160&11=167&12=170&13=173&14=176&16=182&17=201&18=208&19=216&20=225&21=246&22=253&23=261&24=270&25=279&26=300&27=307&28=315&29=324&30=345&31=352&32=360&33=369&34=378&35=381&36=386&37=391&38=394&39=396&40=413&41=420&42=443&43=455&44=467&45=481&46=493&47=505&48=522&49=524&50=529&51=531&52=534&53=536&54=541&55=543&56=548&57=550&58=555&59=560&60=562&61=565&62=567&63=571&64=574'
    return root, blocks
