// Audits a running server against the GraphQL-over-HTTP specification:
//   npm ci && node audit.mjs http://127.0.0.1:8080/graphql
// Exits with 1 when any MUST or SHOULD fails.
import { auditServer } from "graphql-http";

const url = process.argv[2] ?? "http://127.0.0.1:8080/graphql";
const results = await auditServer({ url });

const levels = { MUST: [], SHOULD: [], MAY: [] };
for (const result of results) levels[result.name.split(" ")[0]].push(result);

let failed = 0;
for (const [level, audits] of Object.entries(levels)) {
  const bad = audits.filter((audit) => audit.status !== "ok");
  console.log(`${level.padEnd(6)} ${audits.length - bad.length} of ${audits.length} pass`);
  for (const audit of bad) console.log(`  ${audit.id} ${audit.name}\n    ${audit.reason}`);
  if (level !== "MAY") failed += bad.length;
}
process.exit(failed === 0 ? 0 : 1);
