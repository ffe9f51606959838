"""What lies in a package beside the program: start file, pages to read, the scripts that install."""

from __future__ import annotations


def crlf(text: str, **values: str) -> str:
    """Return a text as Windows has it, with its @values@."""
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text.replace("\n", "\r\n")


HANDBOOK = "手册.pdf"
START = """\
@echo off
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
if not exist "python-@build@\\python.exe" goto incomplete
for /d %%i in (old-python-*) do rd /s /q "%%i"
set running=
for /d %%i in (python-*) do call :older "%%i"
if not "%running%"=="" goto running
for /d %%i in (old-python-*) do rd /s /q "%%i"
if exist "工作\\inputs" goto ready
"python-@build@\\python.exe" -m pipeline init 工作
if errorlevel 1 goto failed
:ready
start "" "gongwenw.exe" serve --workspace 工作
exit /b 0
:incomplete
echo 程序不完整。请先把压缩包全部解压出来，再双击 启动.bat。
pause
exit /b 3
:running
echo 旧版本还在运行。请先在它的页面上按“退出”，或关掉它的窗口，再双击 启动.bat。
pause
exit /b 3
:failed
echo 没有成功。请把上面的文字抄给维护人员。
pause
exit /b 3
:older
if /i "%~1"=="python-@build@" exit /b 0
ren "%~1" "old-%~1"
if exist "%~1" set running=yes
exit /b 0
"""
README = """\
公文（gongwen），Windows 10、11（64 位）

1. 把压缩包全部解压到一个固定的位置，如 D:\\公文，不要在压缩包里直接运行。不用另外安装 Python。
2. 双击 启动.bat。它在浏览器里打开页面，并看着“工作”文件夹里的 inputs；不出黑色的窗口。
3. 要停下来，按页面右上角的“退出”。
4. 换新版本：先停下来，把新的压缩包解压到同一个位置，覆盖，再双击 启动.bat。“工作”文件夹里的东西不会动；
   随程序来的新模板，用 gongwen template update 换上。
5. 整个文件夹可以移动、改名、放在 U 盘上。

说明：还没有人在 Windows 上试过；遇到问题请用 gongwen doctor --pack 问题.zip 写出一个文件交给维护人员，
里面没有姓名和号码。版本见 版本.txt。怎么用，见 手册.pdf，可以打印。
"""
VERSION = """\
公文（gongwen）@number@，构建 @build@
Python @python@，它的压缩包的 sha256：@digest@
"""
INSTALL = """\
#!/bin/sh
# Install gongwen for this user, or put this build in the place of an older one. No network, no administrator.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=${XDG_DATA_HOME:-$HOME/.local/share}/gongwen
bin=$HOME/.local/bin
new=$home/build-@build@
if [ "$(uname -m)" != "@machine@" ]; then
  echo "这个安装包给 @machine@ 的电脑用，这台是 $(uname -m)。" >&2; exit 3
fi
if ! python=$(command -v python@python@); then
  echo "这台电脑上没有 Python @python@，请先安装它。" >&2; exit 3
fi
before=$(readlink "$bin/gongwen" || true)
if [ ! -e "$new/complete" ]; then
  rm -rf "$new"
  mkdir -p "$home" "$bin"
  "$python" -m venv "$new" || { echo "做不了虚拟环境，请先安装 python@python@-venv。" >&2; rm -rf "$new"; exit 3; }
  "$new/bin/python" -m pip install --disable-pip-version-check -q --no-index --find-links "$here/wheels" gongwen
  for library in "$new"/lib/python*/site-packages/pipeline; do printf %s @build@ >"$library/build.txt"; done
  : >"$new/complete"
fi
mkdir -p "$bin"
ln -sf "$new/bin/gongwen" "$bin/.gongwen.new"
mv -f "$bin/.gongwen.new" "$bin/gongwen"
for old in "$home"/build-*; do # the one before stays: it may be at work
  case "$before" in "$old"/*) ;; *) [ "$old" = "$new" ] || rm -rf "$old" ;; esac
done
"$bin/gongwen" --version
case ":$PATH:" in *":$bin:"*) ;; *) echo "请把 $bin 加入 PATH，或用全名 $bin/gongwen 运行。" ;; esac
"""
LINUX_README = """\
公文（gongwen）构建 @build@，@machine@ 的 Linux（统信、麒麟等，glibc 2.28 以上）

1. 电脑上要有 Python @python@。
2. 解压，运行 sh install.sh。不要网络，不要管理员。
3. gongwen init 我的工作，再 gongwen watch --workspace 我的工作。
4. 换新版本：解压新的，再运行一次 sh install.sh。工作文件夹不会动。
5. 怎么用，见 手册.pdf，可以打印。
"""
INSTALLER = """\
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 32
Name "公文"
OutFile "setup.exe"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\\Programs\\gongwen"
InstallDirRegKey HKCU "Software\\gongwen" "folder"
BrandingText "公文 @build@"
!define MUI_ICON "tree/公文.ico"
!define MUI_UNICON "tree/公文.ico"
!include MUI2.nsh
!include LogicLib.nsh
!macro UNLESS_AT_WORK program running ; nobody can write into a program that runs
  ${If} ${FileExists} "${program}"
    ClearErrors
    FileOpen $2 "${program}" a
    IfErrors ${running}
    FileClose $2
  ${EndIf}
!macroend
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\\gongwenw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS 'serve --workspace $\\"$DOCUMENTS\\公文$\\"'
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
Section
  look:
  FindFirst $0 $1 "$INSTDIR\\python-*"
  older:
    StrCmp $1 "" free
    !insertmacro UNLESS_AT_WORK "$INSTDIR\\$1\\python.exe" running
    !insertmacro UNLESS_AT_WORK "$INSTDIR\\$1\\pythonw.exe" running
    RMDir /r "$INSTDIR\\old-$1"
    ClearErrors
    Rename "$INSTDIR\\$1" "$INSTDIR\\old-$1"
    IfErrors running
    FindNext $0 $1
    Goto older
  running:
    FindClose $0
    MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "公文正在运行。请在它的页面上按“退出”（有黑色窗口的，关掉窗口），再按“重试”。" /SD IDCANCEL IDRETRY look
    SetErrorLevel 5
    Quit
  free:
  FindClose $0
  SetOutPath "$INSTDIR"
  File /r "tree/*"
  FindFirst $0 $1 "$INSTDIR\\old-python-*"
  gone:
    StrCmp $1 "" clean
    RMDir /r "$INSTDIR\\$1"
    FindNext $0 $1
    Goto gone
  clean:
  FindClose $0
  IfFileExists "$DOCUMENTS\\公文\\inputs\\*.*" kept
    nsExec::ExecToLog '"$INSTDIR\\gongwen.exe" init "$DOCUMENTS\\公文"'
  kept:
  WriteRegStr HKCU "Software\\gongwen" "folder" "$INSTDIR"
  WriteRegStr HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\gongwen" "DisplayName" "公文"
  WriteRegStr HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\gongwen" "DisplayVersion" "@number@（@build@）"
  WriteRegStr HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\gongwen" "DisplayIcon" "$INSTDIR\\公文.ico"
  WriteRegStr HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\gongwen" "UninstallString" '"$INSTDIR\\uninstall.exe"'
  WriteUninstaller "$INSTDIR\\uninstall.exe"
  CreateShortCut "$DESKTOP\\公文.lnk" "$INSTDIR\\gongwenw.exe" 'serve --workspace "$DOCUMENTS\\公文"' "$INSTDIR\\公文.ico"
  CreateShortCut "$SMPROGRAMS\\公文.lnk" "$INSTDIR\\gongwenw.exe" 'serve --workspace "$DOCUMENTS\\公文"' "$INSTDIR\\公文.ico"
  CreateShortCut "$SMPROGRAMS\\公文手册.lnk" "$INSTDIR\\手册.pdf"
SectionEnd
Section Uninstall
  again:
  !insertmacro UNLESS_AT_WORK "$INSTDIR\\python-@build@\\python.exe" running
  !insertmacro UNLESS_AT_WORK "$INSTDIR\\python-@build@\\pythonw.exe" running
  RMDir /r "$INSTDIR\\old-python-@build@"
  ClearErrors
  Rename "$INSTDIR\\python-@build@" "$INSTDIR\\old-python-@build@"
  IfErrors 0 ended
    IfFileExists "$INSTDIR\\python-@build@\\*.*" running ended
  running:
    MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "公文正在运行。请在它的页面上按“退出”（有黑色窗口的，关掉窗口），再按“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 5
    Quit
  ended:
  RMDir /r "$INSTDIR\\old-python-@build@"
  Delete "$INSTDIR\\gongwen.exe"
  Delete "$INSTDIR\\gongwenw.exe"
  Delete "$INSTDIR\\公文.ico"
  Delete "$INSTDIR\\版本.txt"
  Delete "$INSTDIR\\手册.pdf"
  Delete "$INSTDIR\\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$DESKTOP\\公文.lnk"
  Delete "$SMPROGRAMS\\公文.lnk"
  Delete "$SMPROGRAMS\\公文手册.lnk"
  DeleteRegKey HKCU "Software\\gongwen"
  DeleteRegKey HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\gongwen"
SectionEnd
"""
