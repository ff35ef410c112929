/**
 * pipefit beside the JavaScript packages: `npm run bench [WORD]`, with a word only the workloads whose names hold it,
 * and nothing is written. Installs the packages in their own folder on first use.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare, showRow, showSeconds } from './compare.js';
import { makeData } from './data.js';
import { thisMachine } from './machine.js';
import { Contestant } from './protocol.js';
import { type Row, writeResults } from './results.js';
import { startup } from './startup.js';
import { peerWorkloads } from './workloads.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folder = here('contestants/javascript');
const word = process.argv[2] ?? '';

const tables = makeData();
if (!existsSync(`${folder}/node_modules/scikitjs`)) {
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  execFileSync('npm', options, { cwd: folder, stdio: 'inherit' });
}
const peer = (name: string) =>
  new Contestant(name, process.execPath, [`${folder}/peer.mjs`, name, JSON.stringify(peerWorkloads)]);
const contestants = [
  new Contestant('pipefit', process.execPath, [
    ...['--import', 'tsx'],
    here('contestants/pipefit.ts'),
    JSON.stringify(peerWorkloads),
  ]),
  peer('ml-*'),
  peer('scikitjs'),
];

const versions: Record<string, Readonly<Record<string, string>>> = {};
for (const contestant of contestants)
  versions[contestant.name] = (await contestant.ask({ do: 'about' })).versions!;
const rows: Row[] = [];
for (const workload of peerWorkloads.filter(({ name }) => name.includes(word))) {
  const measured = await compare(workload, tables[workload.table]!.cols, contestants);
  for (const row of measured) console.log(showRow(row));
  rows.push(...measured);
}
for (const contestant of contestants) contestant.end();

const started = startup(null);
for (const { load, firstPrediction } of started) {
  console.log(
    `pipefit: loaded in ${showSeconds(load)}, first prediction after ${showSeconds(firstPrediction)}`,
  );
}
if (word === '') {
  const date = new Date().toISOString().slice(0, 10);
  writeResults('javascript', { date, machine: thisMachine(), versions, rows, growth: [], startup: started });
}
