import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { places, resolveFrom } from '../packages.js';
import { checkTfjsNode, tellingLine } from './check.js';
import { compileAddon, copySources, findTools } from './compile.js';
import { canDownload, download } from './download.js';
import { type Host, SetupFailure } from './host.js';
import { layOut, moveIn, putAside, removeLeftovers } from './install.js';
import { fetchWheel, findPip, unpackWheel, wheelFor } from './wheel.js';

export interface SetupOptions {
  /** Whether neural models may do without: then a failure is a notice. */
  readonly optional?: boolean;
  /** The folder of tfjs-node; by default the one that pipefit sees. */
  readonly tfjsNode?: string | null;
}

const workPrefix = '.pipefit-setup-';

/** Makes tfjs-node load, if it does not. Returns the exit code. */
export async function setupNative(host: Host, options: SetupOptions = {}): Promise<number> {
  const { optional = false } = options;
  try {
    await setUp(host, options.tfjsNode === undefined ? findTfjsNode() : options.tfjsNode);
    return 0;
  } catch (error) {
    if (!(error instanceof SetupFailure) && !isOfFiles(error)) throw error;
    host.say(
      optional ? 'NOTICE: no native backend for neural models here.' : 'The native backend cannot be had.',
    );
    host.say((error as Error).message);
    host.say('Neural models run without it, on the WebAssembly backend, which is slower for large networks.');
    return optional ? 0 : 1;
  }
}

function isOfFiles(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

function findTfjsNode(): string | null {
  const file = resolveFrom(places(), '@tensorflow/tfjs-node/package.json');
  return file === null ? null : dirname(file);
}

async function setUp(host: Host, tfjsNode: string | null): Promise<void> {
  if (tfjsNode === null) {
    throw new SetupFailure(
      "The package '@tensorflow/tfjs-node' is not installed. " +
        'Install it with: npm install --ignore-scripts @tensorflow/tfjs-node',
    );
  }
  const before = await checkTfjsNode(host, tfjsNode);
  if (before.version !== null) {
    host.say(`tfjs-node loads, with TensorFlow ${before.version}: nothing to do.`);
    return;
  }
  host.say(`tfjs-node does not load yet (${tfjsNode}).`);
  removeLeftovers(tfjsNode, workPrefix);
  const work = join(tfjsNode, `${workPrefix}${process.pid}`);
  mkdirSync(work);
  try {
    const failures: string[] = [];
    for (const way of [byDownload, byWheel]) {
      try {
        const version = await way(host, tfjsNode, work);
        host.say(`tfjs-node loads now, with TensorFlow ${version}.`);
        return;
      } catch (error) {
        if (!(error instanceof SetupFailure)) throw error;
        failures.push(error.message);
      }
    }
    throw new SetupFailure(failures.join('\n'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The first way: as tfjs-node's own installation does it. */
async function byDownload(host: Host, tfjsNode: string, work: string): Promise<string> {
  if (host.platform === 'linux' && host.glibc === null) wheelFor(host);
  if (!(await canDownload(host))) {
    throw new SetupFailure("The server that tfjs-node's own installation downloads from does not answer.");
  }
  host.say("running tfjs-node's own installation, which downloads TensorFlow");
  const aside = putAside(tfjsNode, work);
  try {
    await download(host, tfjsNode);
    const version = await mustLoad(host, tfjsNode);
    aside.discard();
    return version;
  } catch (error) {
    aside.restore();
    throw error;
  }
}

/** The second way: TensorFlow from its Python package, and the addon built against it. */
async function byWheel(host: Host, tfjsNode: string, work: string): Promise<string> {
  const wheel = wheelFor(host);
  const python = await findPip(host);
  const tools = await findTools(host, work);
  host.say(`fetching ${wheel.requirement} (${wheel.megabytes} MB) with pip`);
  const file = await fetchWheel(host, python, wheel, work);
  host.say('taking TensorFlow out of it, and checking its sums');
  const unpacked = join(work, 'wheel');
  mkdirSync(unpacked);
  const files = await unpackWheel(host, python, file, unpacked);
  rmSync(file);
  host.say(`${files.length} files are as recorded; compiling the addon`);
  layOut(unpacked, work);
  copySources(tfjsNode, work);
  await compileAddon(host, tools, work);
  const aside = putAside(tfjsNode, work);
  try {
    moveIn(work, tfjsNode);
    const version = await mustLoad(host, tfjsNode);
    aside.discard();
    return version;
  } catch (error) {
    aside.restore();
    throw error;
  }
}

async function mustLoad(host: Host, tfjsNode: string): Promise<string> {
  const { version, output } = await checkTfjsNode(host, tfjsNode);
  if (version !== null) return version;
  throw new SetupFailure(`What was made does not load: ${tellingLine(output)}`);
}
