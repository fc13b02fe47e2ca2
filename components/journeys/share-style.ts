/** The whole style of a shared map: it is a page of its own, without the app's. */
export const SHARE_STYLE = `
@font-face{font-family:"Inter Variable";src:url("/fonts/inter-latin-wght-normal.woff2") format("woff2");font-weight:100 900;font-display:swap}
:root{color-scheme:light dark;--ink:light-dark(#1c1b19,#ecebe7);--muted:light-dark(#6a6862,#a3a098);--muted-heat:light-dark(#4d4b46,#c4c1b9);--line:light-dark(#e6e5e1,#2b2a27);--line-strong:light-dark(#d3d1cb,#3b3a36);--background:light-dark(#fbfbfa,#141412);--surface:light-dark(#fff,#1b1b19);--sunken:light-dark(#f4f4f2,#111110);--accent:light-dark(#3f4fd8,#8c98ff);--accent-soft:light-dark(#eceefc,#23264a);--accent-text:light-dark(#3340b8,#aab3ff);--promoter:light-dark(#009e73,#2bbd92);--promoter-text:light-dark(#007a58,#4fd0a9);--promoter-soft:light-dark(#e3f4ee,#12312a);--detractor:light-dark(#d55e00,#f08a3c);--detractor-text:light-dark(#b34f00,#f5a063);--detractor-soft:light-dark(#fbeee2,#3a2413);--warn-text:light-dark(#7d5800,#ecc66a);--warn-soft:light-dark(#fbf3dc,#352c12)}
*{box-sizing:border-box;margin:0}
body{background:var(--background);color:var(--ink);font:13px/20px "Inter Variable",system-ui,sans-serif;-webkit-print-color-adjust:exact;print-color-adjust:exact}
header,.lead,footer{padding:0 24px}
header{display:flex;flex-wrap:wrap;align-items:center;gap:8px 24px;min-height:52px;padding-block:10px;background:var(--surface);border-bottom:1px solid var(--line)}
.mark{display:inline-grid;place-items:center;width:24px;height:24px;border-radius:6px;background:var(--ink);color:var(--surface);font-weight:600}
.who{display:flex;align-items:center;gap:10px;font-weight:600}
dl{display:flex;flex-wrap:wrap;gap:4px 24px;margin-inline-start:auto}
dl div{display:flex;gap:6px}
dt{color:var(--muted)}dd{font-weight:500}
.lead{display:flex;flex-wrap:wrap;justify-content:space-between;gap:16px 40px;padding-block:24px;background:var(--surface)}
h1{font-size:15px;line-height:22px;font-weight:600}
h2{font-size:24px;line-height:32px;font-weight:600;letter-spacing:-.018em;text-wrap:balance}
.lead p{color:var(--muted);margin-top:4px}
ol.first{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;padding:0;margin-top:4px}
ol.first b{color:var(--detractor-text);font-weight:600}
.first span{background:var(--sunken);border-radius:4px;padding:0 6px;margin-inline-end:6px;color:var(--muted);font-size:12px}
.scroll{overflow-x:auto;background:var(--surface);border-block:1px solid var(--line)}
table{border-collapse:separate;border-spacing:0;table-layout:fixed;font-size:12px;line-height:16px}
th,td{border-bottom:1px solid var(--line);padding:10px;text-align:start;vertical-align:top;font-weight:400;text-wrap:pretty;overflow-wrap:anywhere}
tbody th,thead td{position:sticky;inset-inline-start:0;z-index:1;background:var(--surface);border-inline-end:1px solid var(--line-strong);padding-inline-start:24px;font-weight:600;font-size:13px}
thead th{font-weight:600}
tr.stages>*{background:var(--sunken);font-size:13px;padding-block:6px}
tr.stages span{float:inline-end;color:var(--muted);font-weight:400;font-size:12px}
.end{border-inline-end:1px solid var(--line-strong)}
small{display:block;color:var(--muted);font-size:12px;font-weight:400}
td b{font-size:13px;font-weight:600}
td.muted,.quiet{color:var(--muted)}
td.curve{padding:0}
td.curve svg{display:block}
.good{color:var(--promoter-text)}
.pill{display:inline-block;border-radius:99px;padding:0 8px;font-weight:500;margin-bottom:4px}
.keep{background:var(--promoter-soft);color:var(--promoter-text)}.reduce{background:var(--warn-soft);color:var(--warn-text)}.remove{background:var(--detractor-soft);color:var(--detractor-text)}
.short{background:color-mix(in srgb,var(--detractor) var(--heat),var(--surface))}.above{background:color-mix(in srgb,var(--promoter) 14%,var(--surface))}
.weak{background-image:repeating-linear-gradient(135deg,transparent 0 5px,color-mix(in srgb,var(--ink) 9%,transparent) 5px 6px)}
.worst{outline:2px solid var(--detractor-text);outline-offset:-2px}
.heat small{color:var(--muted-heat)}
footer{padding-block:16px 32px;color:var(--muted);font-size:12px;max-width:90ch}
.list{display:none}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.empty{display:grid;place-content:center;min-height:70vh;padding:24px;text-align:center;gap:8px}
@media screen and (max-width:760px){
header,.lead,footer{padding-inline:16px}dl{margin:0}.scroll{display:none}.list{display:block;padding:0 16px 16px}
.list h3{font-size:13px;font-weight:600;border-bottom:1px solid var(--line-strong);padding:20px 0 6px;display:flex;justify-content:space-between}
.list h3 span{color:var(--muted);font-weight:400;font-size:12px}.list ul{list-style:none;padding:0}
.list li{display:flex;gap:12px;border-bottom:1px solid var(--line);padding:12px 0}.list li>div:first-child{flex:1;min-width:0}.list .heat{width:116px;flex:none;align-self:flex-start;border-radius:6px;padding:6px 10px;font-size:12px;line-height:16px}
}
@page{size:A3 landscape;margin:10mm}
@media print{:root{color-scheme:light}body{background:#fff}.lead{padding-block:12px}footer{max-width:none;padding-block:8px 0}th,td{padding-block:7px}.scroll{overflow:visible;border:0}table{width:100%!important}.fit{zoom:var(--fit,1)}tr{break-inside:avoid}}
`;
