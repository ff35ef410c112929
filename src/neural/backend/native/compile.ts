import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stderrAddonFile } from '../stderr-file.js';
import { tellingLine } from './check.js';
import { type Host, SetupFailure } from './host.js';
import { stderrAddonSource } from './stderr-addon.js';

/** Where the addon goes within tfjs-node: it is built for version 8 of Node-API, which all supported versions of Node have. */
const addonFolder = join('lib', 'napi-v8');

/** What the addon is compiled with. */
export interface Tools {
  readonly compiler: string;
  readonly headers: Headers;
}

/** Finds what is needed to compile, before anything large is fetched; a folder takes what has to be fetched for it. */
export async function findTools(host: Host, folder: string): Promise<Tools> {
  return { compiler: await findCompiler(host), headers: await findHeaders(host, folder) };
}

/** Builds tfjs-node's addon in a folder that holds its sources and `deps`. */
export async function compileAddon(host: Host, { compiler, headers }: Tools, folder: string): Promise<void> {
  mkdirSync(join(folder, addonFolder), { recursive: true });
  const gyp = headers.isOfNode ? await findNodeGyp(host) : null;
  const failure = gyp === null ? null : await buildWithGyp(host, folder, gyp, headers.folder);
  if (failure !== null) host.say(`node-gyp failed (${failure}); calling ${compiler} instead`);
  if (gyp === null || failure !== null) await buildDirectly(host, folder, compiler, headers.folder);
  await buildStderrAddon(host, folder, headers.folder);
}

async function findCompiler(host: Host): Promise<string> {
  const candidates = [process.env.CXX, 'g++', 'c++', 'clang++'].filter((name) => name !== undefined);
  for (const name of candidates) if ((await host.run(name, ['--version'])).code === 0) return name;
  throw new SetupFailure(
    'There is no C++ compiler, which builds the addon. On Debian and Ubuntu: apt-get install g++ make',
  );
}

interface Headers {
  /** The folder that holds node_api.h. */
  readonly folder: string;
  /** Whether they came with Node, so that node-gyp can use them too. */
  readonly isOfNode: boolean;
}

/** Node's headers, from where Node is installed, else those of Node-API alone from the package that holds them. */
async function findHeaders(host: Host, folder: string): Promise<Headers> {
  const own = join(dirname(dirname(host.node)), 'include', 'node');
  if (existsSync(join(own, 'node_api.h'))) return { folder: own, isOfNode: true };
  host.say("fetching the headers of Node-API (npm's package 'node-api-headers')");
  const target = join(folder, 'headers');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), '{ "name": "headers", "private": true }');
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', 'node-api-headers@1'];
  const ran = await host.run('npm', args, { cwd: target, seconds: 120 });
  const found = join(target, 'node_modules', 'node-api-headers', 'include');
  if (existsSync(join(found, 'node_api.h'))) return { folder: found, isOfNode: false };
  throw new SetupFailure(
    `Node's headers are not at ${own}, and they cannot be fetched: ${tellingLine(ran.output)} ` +
      'On Debian and Ubuntu: apt-get install libnode-dev',
  );
}

/** The node-gyp that comes with npm. */
async function findNodeGyp(host: Host): Promise<string | null> {
  const { code, output } = await host.run('npm', ['root', '--global'], { seconds: 30 });
  const roots = [join(dirname(dirname(host.node)), 'lib', 'node_modules')];
  if (code === 0) roots.unshift(output.trim());
  const files = [
    ...roots.map((root) => join(root, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')),
    '/usr/share/nodejs/node-gyp/bin/node-gyp.js',
  ];
  return files.find(existsSync) ?? null;
}

/** Builds with node-gyp; null when it worked, else what it said. */
async function buildWithGyp(
  host: Host,
  folder: string,
  gyp: string,
  headers: string,
): Promise<string | null> {
  const args = [
    ...[gyp, 'rebuild', `--nodedir=${dirname(dirname(headers))}`, '--module_name=tfjs_binding'],
    ...[`--module_path=${join(folder, addonFolder)}`, '--napi_build_version=8', '--napi_version=8'],
  ];
  const { code, output } = await host.run(host.node, args, { cwd: folder, seconds: 300 });
  return code === 0 && existsSync(join(folder, addonFolder, 'tfjs_binding.node'))
    ? null
    : tellingLine(output);
}

async function buildDirectly(host: Host, folder: string, compiler: string, headers: string): Promise<void> {
  const args = [
    ...['-std=c++17', '-O2', '-shared', '-fPIC', '-DNAPI_VERSION=8'],
    ...[`-I${headers}`, '-Ideps/include', '-I..', 'binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'],
    ...['-o', join(addonFolder, 'tfjs_binding.node'), '-Ldeps/lib', '-ltensorflow', '-ltensorflow_framework'],
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ];
  const { code, output } = await host.run(compiler, args, { cwd: folder, seconds: 300 });
  if (code !== 0) throw new SetupFailure(`The addon could not be compiled: ${tellingLine(output)}`);
}

/** Builds the addon that keeps TensorFlow's notices off the terminal. Where that fails, they show. */
async function buildStderrAddon(host: Host, folder: string, headers: string): Promise<void> {
  writeFileSync(join(folder, 'stderr.c'), stderrAddonSource);
  const args = ['-O2', '-shared', '-fPIC', '-DNAPI_VERSION=8', `-I${headers}`, 'stderr.c', '-o'];
  for (const compiler of ['cc', 'gcc', 'clang']) {
    const target = join(addonFolder, stderrAddonFile);
    const ran = await host.run(compiler, [...args, target, '-lpthread'], { cwd: folder });
    if (ran.code === 0) return;
  }
}

/** Copies what the addon is built of. */
export function copySources(tfjsNode: string, folder: string): void {
  for (const name of ['binding', 'binding.gyp', 'package.json']) {
    cpSync(join(tfjsNode, name), join(folder, name), { recursive: true });
  }
}
