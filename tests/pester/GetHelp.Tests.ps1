# What Get-Help shows of the built module: the pages of docs/en-US as src/CcIngest.Help made them.

BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $commands = (Import-PowerShellDataFile (Join-Path $repository 'CcIngest.psd1')).CmdletsToExport | ForEach-Object { @{ Command = $_ } }
    $topics = 'about_CcIngest', 'about_CcIngest_Stores', 'about_CcIngest_Jobs', 'about_CcIngest_Troubleshooting' | ForEach-Object { @{ Topic = $_ } }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # Markdown as a terminal shows it: without marks and line breaks.
    function Get-PlainText {
        param([string[]] $Line)

        ($Line -join ' ').Replace('`', '') -replace '\[([^]]+)\]\([^)]+\)', '$1' -replace '\s+', ' '
    }

    function Get-PageSection {
        param([string[]] $Line, [string] $Heading)

        $level = ($Heading -split ' ')[0].Length
        $start = [array]::IndexOf($Line, $Heading) + 1
        $end = $start
        while ($end -lt $Line.Count -and $Line[$end] -notmatch "^#{1,$level} ") {
            $end++
        }

        $Line[$start..($end - 1)] | Where-Object { $_ }
    }

    # Many pages name the same related ones.
    $linked = @{}
}

Describe 'Get-Help <Command>' -ForEach $commands {
    BeforeAll {
        $help = Get-Help $Command -Full
        $page = Get-Content (Join-Path $repository "docs/en-US/$Command.md")
        $cmdlet = Get-Command $Command
        $own = $cmdlet.Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters }
        function Get-ParameterHelp {
            param([string] $Name)

            $help.parameters.parameter | Where-Object name -EQ $Name
        }
    }

    It 'shows the synopsis and the description of the page' {
        $help.Synopsis | Should -Be (Get-PlainText (Get-PageSection $page '## Synopsis'))
        Get-PlainText $help.description.Text | Should -Be (Get-PlainText (Get-PageSection $page '## Description'))
    }

    It 'describes every parameter, with its type and what there is without it' {
        $help.parameters.parameter.name | Sort-Object | Should -Be ($own | Sort-Object)
        $told = foreach ($name in $own) {
            $shown = Get-ParameterHelp $name
            "${name}: $(Get-PlainText $shown.description.Text) [$($shown.type.name)] = $($shown.defaultValue)"
        }
        $written = foreach ($name in $own) {
            $lines = Get-PageSection $page "### -$name"
            $type = $lines -match '^- Type: ' -replace '^- Type: '
            $default = $lines -match '^- Default: ' -replace '^- Default: ' -replace '`'
            "${name}: $(Get-PlainText ($lines -notmatch '^- \w')) [$type] = $($default ? $default : 'None')"
        }
        $told | Should -Be $written
    }

    It 'shows what the page says of positions, the pipeline and what is mandatory, and it is so' {
        # In these words: mandatory, position, whether from the pipeline by value and by property name.
        $so = foreach ($name in $own) {
            $uses = $cmdlet.Parameters[$name].ParameterSets.Values
            $position = $uses.Position | Where-Object { $_ -ge 0 } | Select-Object -First 1
            "$name, $($uses.IsMandatory -notcontains $false), $($position ?? 'named'), $($uses.ValueFromPipeline -contains $true), $($uses.ValueFromPipelineByPropertyName -contains $true)"
        }
        $told = foreach ($name in $own) {
            $shown = Get-ParameterHelp $name
            "$name, $($shown.required), $($shown.position), $($shown.pipelineInput -match '\bByValue\b'), $($shown.pipelineInput -match '\bByPropertyName\b')"
        }
        $written = foreach ($name in $own) {
            $lines = Get-PageSection $page "### -$name"
            $position = $lines -match '^- Position: ' -replace '^- Position: '
            $said = "$($lines -match '^- From the pipeline: ')"
            "$name, $([bool] ($lines -match '^- Mandatory: yes')), $($position ? $position : 'named'), $($said -match 'by value'), $($said -match 'by property name')"
        }
        $told | Should -Be $so
        $written | Should -Be $so
    }

    It 'shows the parameter sets as PowerShell does' {
        $shown = $help.syntax | Out-String -Width 4096
        $expected = (Get-Command $Command -Syntax) -split "`r?`n" | Where-Object { $_ }
        $lines = $shown -split "`r?`n" | ForEach-Object Trim | Where-Object { $_ }
        # The types of the help are those of the pages: Int32 for int.
        $names = { ($args[0] -replace '<[^>]+>|\{[^}]+\}', '<>') -replace '\s+', ' ' }
        @($lines | ForEach-Object { & $names $_ } | Sort-Object) | Should -Be @($expected | ForEach-Object { & $names $_ } | Sort-Object)
    }

    It 'has two examples or more, which come out of the window as they stand in the page' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        $window = Get-Help $Command -Examples | Out-String -Width 80
        foreach ($example in [regex]::Matches(($page -join "`n"), '(?ms)^### (Example \d+: .+?)$.*?^```powershell.*?$\n(.*?)\n```')) {
            $window | Should -Match ([regex]::Escape($example.Groups[1].Value))
            $code = $example.Groups[2].Value -split "`n"
            $code | Where-Object Length -GT 75 | Should -BeNullOrEmpty -Because 'a window of 80 characters breaks longer lines'
            $indented = ($code | ForEach-Object { $_ ? "    $_" : '    ' }) -join "`n"
            $window.Replace("`r", '') | Should -BeLike "*$([System.Management.Automation.WildcardPattern]::Escape($indented))*"
            $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput($indented, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty
        }
    }

    It 'says what goes in and what comes out' {
        $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty
        $shown = @($help.returnValues.returnValue.type.name)
        $shown | Should -Not -BeNullOrEmpty
        foreach ($type in $cmdlet.OutputType.Name) {
            "$($help.returnValues.returnValue | Out-String -Width 4096)" | Should -Match ([regex]::Escape($type))
        }

        foreach ($type in $shown + @($help.inputTypes.inputType.type.name) -ne 'None') {
            $type -as [type] | Should -Not -BeNullOrEmpty -Because $type
        }
    }

    It 'is found online, as the page of the project''s address' {
        # What Get-Help -Online opens. Nothing is fetched: the file of the address is looked for here.
        $address = "$((Get-Command $Command).HelpUri)"
        $address | Should -Be "$((Import-PowerShellDataFile $manifest).PrivateData.PSData.ProjectUri)/blob/main/docs/en-US/$Command.md"
        Join-Path $repository ($address -replace '^.*/blob/main/') | Should -Exist
    }

    It 'names the errors, and related pages that are there' {
        if ($page -contains '## Errors') {
            $help.alertSet | Out-String -Width 4096 | Should -Match 'Error ids'
        }

        foreach ($link in ($help.relatedLinks.navigationLink | Where-Object { -not $_.uri }).linkText) {
            $linked[$link] ??= [bool] (Get-Help $link) -and (Test-Path (Join-Path $repository "docs/en-US/$link.md"))
            $linked[$link] | Should -BeTrue -Because $link
        }
    }
}

Describe 'Get-Help <Topic>' -ForEach $topics {
    It 'shows the topic, in lines for a window of 80 characters' {
        $text = Get-Help $Topic
        $lines = $text -split "`r?`n"
        $lines[0..1] | Should -Be 'TOPIC', "    $Topic"
        $lines[3] | Should -Be 'SHORT DESCRIPTION'
        $lines | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
        $lines | Should -Contain 'SEE ALSO'
    }

    It 'is listed with its short description' {
        $listed = Get-Help about_CcIngest* | Where-Object Name -EQ $Topic
        $listed.Synopsis | Should -Not -BeNullOrEmpty
    }
}

Describe 'Help' {
    It 'says of every error what to do' {
        $text = Get-Help about_CcIngest_Troubleshooting
        foreach ($id in [enum]::GetNames([CcIngest.Model.IngestErrorId])) {
            $text | Should -Match "\b$id\b"
        }
    }

    It 'shows a cmdlet by its syntax alone when there is no page, so that the tests above can fail' {
        # A module without help, in a new process: what Get-Help would show of a cmdlet whose page is missing.
        $folder = Join-Path $TestDrive 'CcIngest'
        $null = New-Item -ItemType Directory $folder
        Copy-Item $manifest, (Join-Path $repository 'module') $folder -Recurse
        Remove-Item (Join-Path $folder 'module/bin/en-US') -Recurse
        $shown = pwsh -NoProfile -NonInteractive -Command "
            Import-Module '$(Join-Path $folder 'CcIngest.psd1')'
            `$help = Get-Help Get-CcRun
            `$help.Synopsis.Trim()
            [bool] `$help.description"
        $shown[0] | Should -BeLike 'Get-CcRun *'
        $shown[1] | Should -Be 'False'
    }

    It 'is found in every culture' {
        $shown = pwsh -NoProfile -NonInteractive -Command "
            [cultureinfo]::CurrentUICulture = [cultureinfo]::CurrentCulture = 'tr-TR'
            Import-Module '$manifest'
            (Get-Help Get-CcExchange).Synopsis
            (Get-Help about_CcIngest).GetType().Name"
        $shown | Should -Be 'Reads exchanges from the store.', 'String'
    }
}
