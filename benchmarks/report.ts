/** Draws `docs/benchmarks.md` and its plot from the committed results: `npm run bench:report`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { aimOf, keyOf, QUALITY, reasons } from './aims.js';
import { showSeconds } from './compare.js';
import { plot } from './plot.js';
import { type Growth, type Results, type Row, resultsFile } from './results.js';

const docs = fileURLToPath(new URL('../docs', import.meta.url));

const titles = {
  python: 'Beside scikit-learn, LightGBM and XGBoost',
  javascript: 'Beside JavaScript packages',
} as const;
const commands = { python: 'npm run bench:python', javascript: 'npm run bench' } as const;
const whats = { fit: 'fit', predict: 'predict', one: 'predict one row' } as const;

const unexplained: string[] = [];
const sections = (['python', 'javascript'] as const).flatMap((name) => {
  if (!existsSync(resultsFile(name))) return [];
  const results: Results = JSON.parse(readFileSync(resultsFile(name), 'utf8'));
  writeFileSync(`${docs}/benchmarks-${name}.svg`, plot(results.rows));
  return [section(name, results)];
});
writeFileSync(`${docs}/benchmarks.md`, [introduction(), ...sections].join('\n'));
if (unexplained.length > 0) {
  console.error(`Rows miss their aims without a reason in benchmarks/aims.ts:\n${unexplained.join('\n')}`);
  process.exitCode = 1;
}

function introduction(): string {
  return `# Benchmarks

Made by \`npm run bench:report\` from \`benchmarks/results/*.json\`, which \`npm run bench\` and \`npm run bench:python\` write. All
contestants read the same files and take turns in one session; times are medians. Both sides use all cores where the
model can (\`nJobs: -1\`, \`n_jobs=-1\`, and what a library does by itself). "Ratio" is pipefit's time over the other's: below 1
pipefit is faster. Scores are accuracy or R2 on rows that were not trained on; they may differ by ${QUALITY}, or pipefit's is better.
`;
}

function section(
  name: keyof typeof titles,
  { date, machine, versions, rows, growth, startup }: Results,
): string {
  const { processor, cores, memoryGiB, system, node } = machine;
  const used = Object.entries(versions).map(
    ([contestant, each]) =>
      `${contestant} (${Object.entries(each)
        .map((pair) => pair.join(' '))
        .join(', ')})`,
  );
  const misses = rows.flatMap((row) => others(row).flatMap((other) => missOf(row, other)));
  return [
    `## ${titles[name]}`,
    '',
    `\`${commands[name]}\`, ${date}, on ${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}: ${used.join('; ')}.`,
    '',
    `![Time of pipefit over that of the others](benchmarks-${name}.svg)`,
    '',
    '| workload | rows x columns | pipefit | other | time | ratio | aim | scores |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.flatMap((row) => others(row).map((other) => line(row, other))),
    '',
    ...(misses.length === 0 ? [] : ['Rows that miss their aim, and why:', '', ...misses, '']),
    ...skips(rows),
    ...(name === 'python' && !('XGBoost' in versions)
      ? ['XGBoost could not be installed for this run.', '']
      : []),
    ...(growth.length === 0
      ? []
      : ['Growth of the time to fit with the rows:', '', ...growthTable(growth), '']),
    'Start of a program:',
    '',
    '| | load the package | program from start to first prediction |',
    '| --- | --- | --- |',
    ...startup.map(
      (each) => `| ${each.name} | ${showSeconds(each.load)} | ${showSeconds(each.firstPrediction)} |`,
    ),
    '',
  ].join('\n');
}

/** The contestants beside pipefit that answered. */
function others({ measured }: Row): string[] {
  return Object.keys(measured).filter((name) => name !== 'pipefit' && measured[name]!.seconds !== null);
}

function line(row: Row, other: string): string {
  const { workload, what, rows, cols, measured } = row;
  const own = measured['pipefit']!;
  const theirs = measured[other]!;
  const aim = aimOf(row, other);
  const ratio = own.seconds! / theirs.seconds!;
  const reached = aim === null ? '' : `${aim.says}: ${ratio <= aim.ratio ? 'reached' : '**missed**'}`;
  const scores =
    own.quality === null || theirs.quality === null
      ? ''
      : `${own.quality.toFixed(4)} / ${theirs.quality.toFixed(4)}${isWorse(row, other) ? ' **worse**' : ''}`;
  const cells = [
    `${workload}, ${whats[what]}`,
    `${rows.toLocaleString('en')} x ${cols}`,
    showSeconds(own.seconds!),
    other,
    showSeconds(theirs.seconds!),
    ratio < 0.01 ? ratio.toPrecision(1) : ratio.toFixed(2),
    reached,
    scores,
  ];
  return `| ${cells.join(' | ')} |`;
}

function isWorse({ measured }: Row, other: string): boolean {
  const [own, theirs] = [measured['pipefit']!.quality, measured[other]!.quality];
  return own !== null && theirs !== null && own < theirs - QUALITY;
}

function missOf(row: Row, other: string): string[] {
  const aim = aimOf(row, other);
  const slow = aim !== null && row.measured['pipefit']!.seconds! / row.measured[other]!.seconds! > aim.ratio;
  if (!slow && !isWorse(row, other)) return [];
  const key = keyOf(row, other);
  const reason = reasons[key];
  if (reason === undefined) unexplained.push(key);
  return [`- **${key}**: ${reason ?? 'not explained yet'}`];
}

function skips(rows: readonly Row[]): string[] {
  const said = new Set(
    rows.flatMap(({ measured }) =>
      Object.entries(measured).flatMap(([name, { skipped }]) =>
        skipped === null || skipped.includes('no such model') ? [] : [`${name}: ${skipped}`],
      ),
    ),
  );
  return said.size === 0 ? [] : ['Skipped:', '', ...[...said].map((each) => `- ${each}`), ''];
}

function growthTable(growth: readonly Growth[]): string[] {
  const sizes = growth[0]!.rows;
  return [
    `| workload | by | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} | time grows as |`,
    `| --- | --- | ${sizes.map(() => '---').join(' | ')} | --- |`,
    ...growth.flatMap(({ workload, measured }) =>
      Object.entries(measured).map(
        ([name, { seconds, exponent }]) =>
          `| ${workload} | ${name} | ${seconds.map(showSeconds).join(' | ')} | rows ^ ${exponent.toFixed(2)} |`,
      ),
    ),
  ];
}
