// Turns axe's results into ours (see audit/capture/probes/axe.py for the shape). Defined once for each document.
() => {
  const cut = (s, n) => (s && s.length > n ? s.slice(0, n - 1) + "\u2026" : s || "");
  const find = (target) => {
    // One step is an element of this document, be it in a shadow root; more steps lead into frames.
    try { return target.length === 1 ? axe.utils.shadowSelect(target[0]) : null; } catch { return null; }
  };
  const reason = (node) => {
    const said = (checks) => [...new Set(checks.map((c) => c.message).filter(Boolean))];
    // One of "any" is enough to mend it; all the others must be mended.
    return cut([said(node.any).join("; or: "), ...said([...node.all, ...node.none])].filter(Boolean).join(". "), 600);
  };
  const kept = (node) => {
    const element = node.element || find(node.target);
    const n = element ? audit.numbers.get(element) : undefined;
    return { n: n === undefined ? null : n, target: node.target, html: cut(node.html, 1000), impact: node.impact, message: reason(node) };
  };
  audit.report = (results) => {
    const rules = {};
    const note = (list, outcome, nodes) => {
      for (const rule of list) {
        const entry = (rules[rule.id] ||= { help: rule.help, passed: 0, failed: [], cantTell: [] });
        if (nodes) entry[outcome] = rule.nodes.slice(0, audit.most).map(kept);
        else entry[outcome] = rule.nodes.length || 1;
        if (nodes && rule.nodes.length > audit.most) entry.more = (entry.more || 0) + rule.nodes.length - audit.most;
      }
    };
    note(results.passes, "passed", false);
    note(results.violations, "failed", true);
    note(results.incomplete, "cantTell", true);
    return JSON.stringify({ version: results.testEngine.version, rules });
  };
  audit.most = 1000;
}
