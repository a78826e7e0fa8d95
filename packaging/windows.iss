; Makes the Windows installer from dist\laddvakt with Inno Setup 6: iscc /DVersion=0.1.0 packaging\windows.iss
; Written, not tried: there was no Windows machine to try it on.

#ifndef Version
  #error Give the version: iscc /DVersion=…
#endif

[Setup]
AppId={{95180E3D-228E-4FEA-A62F-66C266FCD295}
AppName=Laddvakt
AppVersion={#Version}
AppPublisher=The Laddvakt authors
DefaultDirName={autopf}\Laddvakt
DefaultGroupName=Laddvakt
DisableProgramGroupPage=yes
; Per machine: the firewall rule needs it, and chargers must be heard whoever is signed in.
PrivilegesRequired=admin
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..
OutputDir=dist
OutputBaseFilename=Laddvakt-{#Version}-setup
SetupIconFile=build\icons\laddvakt.ico
UninstallDisplayIcon={app}\laddvakt.exe
LicenseFile=LICENSE
Compression=lzma2
SolidCompression=yes
CloseApplications=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "sv"; MessagesFile: "compiler:Languages\Swedish.isl"

[CustomMessages]
en.FirewallStatus=Letting chargers on the local network in…
sv.FirewallStatus=Släpper in laddare från det lokala nätverket…
en.StartNow=Start Laddvakt
sv.StartNow=Starta Laddvakt

[InstallDelete]
; An older version's libraries must not lie beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\laddvakt\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Laddvakt"; Filename: "{app}\laddvakt.exe"

[Run]
; Removed first, so that installing over an older version leaves one rule of each and not two.
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall delete rule name=""Laddvakt"""; Flags: runhidden; StatusMsg: "{cm:FirewallStatus}"
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall add rule name=""Laddvakt"" dir=in action=allow protocol=TCP remoteip=localsubnet profile=any program=""{app}\laddvakt.exe"" enable=yes"; Flags: runhidden; StatusMsg: "{cm:FirewallStatus}"
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall add rule name=""Laddvakt"" dir=in action=allow protocol=TCP remoteip=localsubnet profile=any program=""{app}\laddvakt-cli.exe"" enable=yes"; Flags: runhidden; StatusMsg: "{cm:FirewallStatus}"
Filename: "{app}\laddvakt.exe"; Description: "{cm:StartNow}"; Flags: nowait postinstall skipifsilent runasoriginaluser

[UninstallRun]
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall delete rule name=""Laddvakt"""; Flags: runhidden; RunOnceId: "FirewallRule"
