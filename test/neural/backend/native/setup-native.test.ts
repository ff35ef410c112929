import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellingLine } from '../../../../src/neural/backend/native/check.js';
import { runCommand } from '../../../../src/neural/backend/native/command.js';
import type { Host, Ran } from '../../../../src/neural/backend/native/host.js';
import { setupNative } from '../../../../src/neural/backend/native/setup-native.js';
import { type Call, fakeHost, temporaryFolder, wheelFiles, writeFiles } from './fake-host.js';

const addon = 'lib/napi-v8/tfjs_binding.node';
const failed = (output: string): Ran => ({ code: 1, output });

let tfjsNode: string;
beforeEach(() => {
  tfjsNode = temporaryFolder();
  writeFiles(tfjsNode, {
    'package.json': '{ "version": "4.22.0" }',
    'binding.gyp': '{}',
    'binding/tfjs_binding.cc': '// the source',
  });
});
afterEach(() => rmSync(tfjsNode, { recursive: true, force: true }));

const contents = () => readdirSync(tfjsNode).sort();
const asBefore = ['binding', 'binding.gyp', 'package.json'];

/** What the commands of a machine do on which all goes well, by way of the wheel; what a test says goes first. */
function machine(
  own: (call: Call) => string | Ran | undefined = () => undefined,
  traits: Partial<Host> = {},
) {
  const answer = (call: Call): string | Ran | undefined => {
    const told = own(call);
    if (told !== undefined) return told;
    const { command, args, cwd } = call;
    const line = [command, ...args].join(' ');
    if (args[0] === '-e') {
      return existsSync(join(tfjsNode, addon)) ? 'TensorFlow 2.21.0 works\n' : failed('Error: no addon');
    }
    if (line.includes('-m pip --version')) return 'pip 23';
    if (line.includes('-m pip download')) {
      const folder = args.find((each) => each.startsWith('--dest='))!.slice('--dest='.length);
      writeFileSync(join(folder, 'tensorflow-2.21.0-x.whl'), 'a wheel');
      return '';
    }
    if (args[0] === '-c') {
      const { 'tensorflow/python/large.py': _, ...files } = wheelFiles;
      writeFiles(args[3]!, { ...files, RECORD: recordOf(files) });
      return JSON.stringify(Object.keys(files));
    }
    if (line.includes('node-api-headers')) {
      writeFiles(cwd!, { 'node_modules/node-api-headers/include/node_api.h': '' });
      return '';
    }
    if (line === 'npm root --global') return '/nowhere\n';
    if (line.includes('--version')) return 'a compiler';
    if (line.includes('binding/tfjs_backend.cc')) {
      expect(readdirSync(join(cwd!, 'deps/include/tensorflow/c'))).toEqual(['c_api.h']);
      writeFileSync(join(cwd!, addon), 'the addon');
      return '';
    }
    if (line.includes('stderr.c')) return failed('no C compiler');
    return undefined;
  };
  // The sum of the wheel for x64 is known, and no test has that wheel.
  return fakeHost(answer, { arch: 'arm64', ...traits });
}

function recordOf(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .map(([name, text]) => `${name},sha256=${createHash('sha256').update(text).digest('base64url')},1\n`)
    .join('');
}

describe('setup-native', () => {
  it('does nothing when tfjs-node loads', async () => {
    const host = fakeHost(({ args }) => (args[0] === '-e' ? 'TensorFlow 2.9.1 works\n' : undefined));
    expect(await setupNative(host, { tfjsNode })).toBe(0);
    expect(host.said).toEqual(['tfjs-node loads, with TensorFlow 2.9.1: nothing to do.']);
    expect(host.calls).toHaveLength(1);
    expect(contents()).toEqual(asBefore);
  });

  it('says what to install when there is no tfjs-node; when it is optional, that is a notice', async () => {
    const host = fakeHost(() => undefined);
    expect(await setupNative(host, { tfjsNode: null })).toBe(1);
    expect(host.said[0]).toBe('The native backend cannot be had.');
    expect(host.said[1]).toContain('npm install --ignore-scripts @tensorflow/tfjs-node');
    expect(host.said[2]).toContain('WebAssembly');
    const relaxed = fakeHost(() => undefined);
    expect(await setupNative(relaxed, { tfjsNode: null, optional: true })).toBe(0);
    expect(relaxed.said[0]).toBe('NOTICE: no native backend for neural models here.');
  });

  it('builds the addon against the wheel, and once more does nothing', async () => {
    const host = machine();
    expect(await setupNative(host, { tfjsNode })).toBe(0);
    expect(host.said.at(-1)).toBe('tfjs-node loads now, with TensorFlow 2.21.0.');
    expect(host.said).toContain('6 files are as recorded; compiling the addon');
    expect(contents()).toEqual([...asBefore, 'deps', 'lib'].sort());
    expect(readFileSync(join(tfjsNode, addon), 'utf8')).toBe('the addon');
    const libraries = join(tfjsNode, 'deps/lib');
    expect(readFileSync(join(libraries, 'libtensorflow.so.2.9.1'), 'utf8')).toBe('the library');
    expect(readlinkSync(join(libraries, 'libtensorflow_framework.so'))).toBe('libtensorflow_framework.so.2');
    expect(readFileSync(join(tfjsNode, 'deps/include/tensorflow/c/c_api.h'), 'utf8')).toBe('header');
    const again = machine();
    expect(await setupNative(again, { tfjsNode })).toBe(0);
    expect(again.calls).toHaveLength(1);
  });

  it('leaves nothing half done when a step fails, and what was there before as it was', async () => {
    const steps: [string, RegExp][] = [
      ['-m pip download', /^pip could not fetch/m],
      ['binding/tfjs_backend.cc', /^The addon could not be compiled: error: no such header$/m],
      ['--version', /^There is no (C\+\+ compiler|Python with pip)/m],
    ];
    writeFiles(tfjsNode, { 'lib/old.node': 'old', 'deps/old.so': 'old' });
    for (const [part, message] of steps) {
      const host = machine(({ command, args }) =>
        [command, ...args].join(' ').includes(part) ? failed('error: no such header') : undefined,
      );
      expect(await setupNative(host, { tfjsNode })).toBe(1);
      expect(host.said.join('\n')).toMatch(message);
      expect(contents()).toEqual([...asBefore, 'deps', 'lib'].sort());
      expect(readdirSync(join(tfjsNode, 'lib'))).toEqual(['old.node']);
      expect(readdirSync(join(tfjsNode, 'deps'))).toEqual(['old.so']);
    }
  });

  it('puts back what was there when what was made does not load', async () => {
    writeFiles(tfjsNode, { 'lib/old.node': 'old' });
    const host = machine(({ args }) => (args[0] === '-e' ? failed('Error: wrong ELF class') : undefined));
    expect(await setupNative(host, { tfjsNode })).toBe(1);
    expect(host.said.join('\n')).toContain('What was made does not load: Error: wrong ELF class');
    expect(contents()).toEqual([...asBefore, 'lib'].sort());
    expect(readdirSync(join(tfjsNode, 'lib'))).toEqual(['old.node']);
  });

  it('looks for a compiler before it fetches anything', async () => {
    const host = machine(({ args }) => {
      return args[0] === '--version' ? { code: null, output: 'ENOENT' } : undefined;
    });
    await setupNative(host, { tfjsNode });
    expect(host.said.join('\n')).toContain('There is no C++ compiler');
    expect(host.calls.some(({ args }) => args.includes('download'))).toBe(false);
  });

  it('removes what runs that were broken off have left, and not the folder of one that goes on', async () => {
    mkdirSync(join(tfjsNode, '.pipefit-setup-999999999'));
    mkdirSync(join(tfjsNode, `.pipefit-setup-${process.ppid}`));
    await setupNative(machine(), { tfjsNode });
    expect(contents().filter((name) => name.startsWith('.'))).toEqual([`.pipefit-setup-${process.ppid}`]);
  });
});

describe("tfjs-node's own download", () => {
  const install = (works: boolean) => (call: Call) => {
    if (!call.args.includes('scripts/install.js')) return undefined;
    writeFileSync(join(call.cwd!, 'package.json'), '{ "changed": true }');
    writeFiles(call.cwd!, { 'deps/lib/libtensorflow.so.2.9.1': 'old TensorFlow' });
    if (!works) return failed('* Downloading\nnode-pre-gyp install failed with error: 404');
    writeFiles(call.cwd!, { [addon]: 'prebuilt' });
    return '';
  };
  const reachable = { answers: async () => true };

  it('is taken where it can be reached', async () => {
    const host = machine(install(true), reachable);
    expect(await setupNative(host, { tfjsNode })).toBe(0);
    expect(readFileSync(join(tfjsNode, addon), 'utf8')).toBe('prebuilt');
    expect(readFileSync(join(tfjsNode, 'package.json'), 'utf8')).toBe('{ "version": "4.22.0" }');
    expect(host.said.join('\n')).toMatch(/fetched .*tfjs_binding\.node, SHA-256 [0-9a-f]{64}/);
    expect(host.calls.some(({ args }) => args.includes('pip'))).toBe(false);
    expect(contents()).toEqual([...asBefore, 'deps', 'lib'].sort());
  });

  it('is followed by the wheel when it fails, and leaves nothing', async () => {
    const host = machine(install(false), reachable);
    expect(await setupNative(host, { tfjsNode })).toBe(0);
    expect(readFileSync(join(tfjsNode, addon), 'utf8')).toBe('the addon');
    expect(readFileSync(join(tfjsNode, 'package.json'), 'utf8')).toBe('{ "version": "4.22.0" }');
  });

  it('is told with the other way when both fail', async () => {
    const host = machine(install(false), { ...reachable, arch: 'riscv64' });
    expect(await setupNative(host, { tfjsNode })).toBe(1);
    expect(host.said.join('\n')).toContain(
      'The download failed: node-pre-gyp install failed with error: 404\nThere is no wheel of TensorFlow',
    );
    expect(contents()).toEqual(asBefore);
  });

  it('is not tried on musl', async () => {
    const host = machine(install(true), { ...reachable, glibc: null });
    expect(await setupNative(host, { tfjsNode })).toBe(1);
    expect(host.calls).toHaveLength(1);
    expect(host.said.join('\n')).toContain('This Linux has musl');
  });
});

describe('the program pipefit', () => {
  it('tells what it can do, and what it does not know', async () => {
    const said: string[] = [];
    const say = (line: string) => said.push(line);
    expect(await runCommand(['--help'], say)).toBe(0);
    expect(await runCommand([], say)).toBe(2);
    expect(await runCommand(['fit'], say)).toBe(2);
    expect(await runCommand(['setup-native', '--force'], say)).toBe(2);
    expect(said[0]).toContain('pipefit setup-native [--optional]');
    expect(said[2]).toContain("'fit' is not known");
    expect(said[3]).toContain("'--force' is not known");
  });

  it('picks the line of an output that says most', () => {
    expect(tellingLine('gyp ERR! stack Error: not found: make\ngyp ERR! not ok\n')).toBe(
      'gyp ERR! stack Error: not found: make',
    );
    expect(tellingLine('one\nan error came\nlast')).toBe('an error came');
    expect(tellingLine('one\nlast\n')).toBe('last');
    expect(tellingLine(' \n')).toBe('it said nothing');
  });
});
