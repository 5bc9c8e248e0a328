/// How the page looks. Colours never stand alone: a sign or a number says the same.
enum HTMLStyle {
    static let sheet = """
        :root {
          color-scheme: light dark;
          --ground: light-dark(#ffffff, #16181c); --ink: light-dark(#1c1f24, #e6e8ec);
          --quiet: light-dark(#5b6370, #9aa3b0); --line: light-dark(#d9dde3, #333942);
          --band: light-dark(#f4f6f8, #1f2329);
          --pass: light-dark(#1a7f37, #57c46f); --fail: light-dark(#c1121f, #ff7b72);
          --skip: light-dark(#8a6100, #d9a93a);
          --pass-ground: light-dark(#e8f5ec, #17301f); --fail-ground: light-dark(#fdeaea, #3d1a1c);
          --skip-ground: light-dark(#fbf3dc, #33290f);
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--ground); color: var(--ink);
          font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
        h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
        header { border-bottom: 1px solid var(--line); padding-bottom: .75rem; }
        header p { margin: .25rem 0 0; }
        .verdict { font-weight: 600; } .good { color: var(--pass); } .bad { color: var(--fail); }
        .quiet { color: var(--quiet); }
        table { border-collapse: collapse; margin: .5rem 0; }
        th, td { text-align: left; padding: .2rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; }
        code { font: 13px/1.45 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
        .summary th:nth-child(n+3) { text-align: right; } .legend { margin: .25rem 0; }
        .bar { display: flex; width: 10rem; height: .7rem; margin-top: .35rem; overflow: hidden; border-radius: 3px; }
        .bar i { min-width: 2px; } .bar .pass { background: var(--pass); } .bar .fail { background: var(--fail); }
        .bar .skip { background: var(--skip); }
        .matrix thead th { position: sticky; top: 0; background: var(--ground); border-bottom: 2px solid var(--line); }
        .matrix td { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .matrix tbody th { font-weight: 400; } .matrix .folder th { font-weight: 600; background: var(--band); }
        td.pass { color: var(--pass); } td.fail { background: var(--fail-ground); }
        td.known, td.skip { background: var(--skip-ground); color: var(--skip); } td.none { color: var(--quiet); }
        td.fail a { color: var(--fail); font-weight: 600; } td.known a { color: var(--skip); }
        #all:not(:checked) ~ .matrix .clean { display: none; }
        details { margin: .4rem 0; padding: .4rem .8rem; border: 1px solid var(--line); border-left-width: 4px;
          border-radius: 4px; overflow-x: auto; }
        details.wrong { border-left-color: var(--fail); } details.known { border-left-color: var(--skip); }
        details:has(:target) { outline: 2px solid var(--fail); }
        summary { cursor: pointer; } .failures { width: 100%; scroll-margin-top: 4rem; }
        .differs { background: var(--fail-ground); }
        a { color: inherit; }
        @media (max-width: 40rem) { body { padding: .75rem; } th, td { padding: .2rem .4rem; }
          .summary tr > :nth-child(n+7) { display: none; } }
        @media print { details { break-inside: avoid; } .matrix thead th { position: static; } }
        """
}
