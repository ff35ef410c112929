import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thisHost } from '../../../../src/neural/backend/native/host.js';
import { checkFiles, readRecord, sha256 } from '../../../../src/neural/backend/native/record.js';
import { fetchWheel, findPip, unpackWheel, wheelFor } from '../../../../src/neural/backend/native/wheel.js';
import { fakeHost, temporaryFolder, wheelFiles, writeFiles } from './fake-host.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sum = (text: string, encoding: 'hex' | 'base64url') =>
  createHash('sha256').update(text).digest(encoding);
const recordOf = (files: Readonly<Record<string, string>>) =>
  Object.entries(files)
    .map(([name, text]) => `${name},sha256=${sum(text, 'base64url')},${text.length}\n`)
    .join('');

describe('the record of a wheel', () => {
  it('is read as Python writes it', () => {
    const text = 'a/b.so,sha256=x-Y_1,12\r\n"with,comma.py",sha256=z,3\nwheel.dist-info/RECORD,,\n\n';
    expect([...readRecord(text)]).toEqual([
      ['a/b.so', 'x-Y_1'],
      ['with,comma.py', 'z'],
    ]);
  });

  it('tells files that are as recorded from others', async () => {
    writeFiles(folder, { good: 'good', changed: 'changed!', unknown: 'unknown' });
    const record = readRecord(recordOf({ good: 'good', changed: 'changed' }));
    expect(await checkFiles(folder, ['good'], record)).toEqual([]);
    expect(await checkFiles(folder, ['good', 'changed', 'unknown'], record)).toEqual([
      "changed is not what the wheel's record says (another SHA-256).",
      "unknown is not in the wheel's record.",
    ]);
  });

  it('has the sums that others work out', async () => {
    writeFileSync(join(folder, 'abc'), 'abc');
    // FIPS 180-2, appendix B.1.
    expect(await sha256(join(folder, 'abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('the wheel for a machine', () => {
  it('is one whose sum is known on x64', () => {
    const wheel = wheelFor(fakeHost(() => undefined));
    expect(wheel).toMatchObject({ requirement: 'tensorflow-cpu==2.21.0', platform: 'manylinux_2_27_x86_64' });
    expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [{ platform: 'darwin', glibc: null }, /^On darwin the addon can only be had from the download/],
    [{ platform: 'win32', glibc: null }, /^On win32 the addon can only be had from the download/],
    [{ glibc: null }, /^This Linux has musl in place of glibc .*such as node:22-slim\.$/],
    [{ glibc: '2.17' }, /needs glibc 2\.27 or newer, and this system has 2\.17/],
    [{ arch: 'riscv64' }, /^There is no wheel of TensorFlow for linux riscv64\.$/],
  ])('is none for %j, and it says why', (traits, message) => {
    expect(() => wheelFor(fakeHost(() => undefined, traits))).toThrow(message);
  });
});

describe('pip', () => {
  const wheel = wheelFor(fakeHost(() => undefined, { arch: 'arm64' }));

  it('is found under either name of Python, or else what installs it is said', async () => {
    const both = fakeHost(({ command }) =>
      command === 'python' ? 'pip 23' : { code: 1, output: 'No module' },
    );
    expect(await findPip(both)).toBe('python');
    await expect(findPip(fakeHost(() => undefined))).rejects.toThrow(/apt-get install python3-pip$/);
  });

  it('is asked for the one wheel, and what it fetched is told with its sum', async () => {
    const host = fakeHost(() => {
      writeFileSync(join(folder, 'tensorflow-2.21.0-x.whl'), 'a wheel');
      return '';
    });
    expect(await fetchWheel(host, 'python3', wheel, folder)).toBe(join(folder, 'tensorflow-2.21.0-x.whl'));
    expect(host.said).toEqual([`fetched tensorflow-2.21.0-x.whl, SHA-256 ${sum('a wheel', 'hex')}`]);
    const [{ command, args }] = host.calls as [(typeof host.calls)[0]];
    expect([command, ...args.slice(0, 3)]).toEqual(['python3', '-m', 'pip', 'download']);
    for (const each of ['--no-deps', '--only-binary=:all:', `--platform=${wheel.platform}`]) {
      expect(args).toContain(each);
    }
  });

  it('must fetch what has the known sum', async () => {
    const known = { ...wheel, sha256: sum('the right wheel', 'hex') };
    const host = fakeHost(() => {
      expect(readFileSync(join(folder, 'requirements.txt'), 'utf8')).toBe(
        `${wheel.requirement} --hash=sha256:${known.sha256}\n`,
      );
      writeFileSync(join(folder, 'x.whl'), 'another wheel');
      return '';
    });
    await expect(fetchWheel(host, 'python3', known, folder)).rejects.toThrow(
      `its SHA-256 is ${sum('another wheel', 'hex')}, not ${known.sha256}.`,
    );
    const refusing = fakeHost(() => ({ code: 1, output: 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES' }));
    rmSync(join(folder, 'x.whl'));
    await expect(fetchWheel(refusing, 'python3', known, folder)).rejects.toThrow(
      `its SHA-256 is not ${known.sha256}.`,
    );
    expect(refusing.calls).toHaveLength(1);
  });

  it('is asked again when the connection fails, and not when there is no such wheel', async () => {
    const broken = fakeHost(() => ({ code: 1, output: 'WARNING: x\nERROR: Read timed out.\n' }));
    await expect(fetchWheel(broken, 'python3', wheel, folder)).rejects.toThrow(
      'pip could not fetch tensorflow==2.21.0: ERROR: Read timed out.',
    );
    expect(broken.calls).toHaveLength(3);
    expect(broken.said).toEqual(Array(2).fill('pip failed (ERROR: Read timed out.); trying again'));
    const none = fakeHost(() => ({ code: 1, output: 'ERROR: No matching distribution found for x' }));
    await expect(fetchWheel(none, 'python3', wheel, folder)).rejects.toThrow(
      /^pip finds no tensorflow==2\.21\.0/,
    );
    expect(none.calls).toHaveLength(1);
  });
});

const python = ['python3', 'python'].find((name) => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

describe.skipIf(python === undefined)('unpacking', () => {
  const unpack = async (files: Readonly<Record<string, string>>, record = recordOf(files)) => {
    const all = { ...files, 'tensorflow-2.21.0.dist-info/RECORD': record };
    const members = Object.entries(all).map(([name, text]) => [name, strToU8(text)]);
    const file = join(folder, 'x.whl');
    writeFileSync(file, zipSync(Object.fromEntries(members)));
    return unpackWheel(thisHost(), python!, file, join(folder, 'out'));
  };

  it('takes what is needed, checked, and nothing else', async () => {
    const files = await unpack(wheelFiles);
    const wanted = Object.keys(wheelFiles).filter((name) => name !== 'tensorflow/python/large.py');
    expect(files.sort()).toEqual(wanted.sort());
    for (const name of wanted) {
      expect(readFileSync(join(folder, 'out', name), 'utf8')).toBe(wheelFiles[name]);
    }
    expect(existsSync(join(folder, 'out/tensorflow/python'))).toBe(false);
  });

  it('refuses a file that is not as recorded, and a wheel that lacks one', async () => {
    const changed = { ...wheelFiles, 'tensorflow/libtensorflow_cc.so.2': 'another library' };
    await expect(unpack(changed, recordOf(wheelFiles))).rejects.toThrow(
      "The wheel is damaged: tensorflow/libtensorflow_cc.so.2 is not what the wheel's record says",
    );
    const { 'tensorflow/libtensorflow_framework.so.2': _, ...less } = wheelFiles;
    rmSync(join(folder, 'out'), { recursive: true });
    await expect(unpack(less)).rejects.toThrow(
      'The wheel does not hold what is needed: tensorflow/libtensorflow_framework.so.2.',
    );
  });

  it('keeps to its folder', async () => {
    const escaping = 'tensorflow/include/tensorflow/c/../../../../../escaped.h';
    const files = { ...wheelFiles, [escaping]: 'outside' };
    expect(await unpack(files)).not.toContain(escaping);
    expect(readdirSync(folder).sort()).toEqual(['out', 'x.whl']);
  });

  it('says what is wrong with what is no archive', async () => {
    writeFileSync(join(folder, 'x.whl'), 'no archive');
    await expect(unpackWheel(thisHost(), python!, join(folder, 'x.whl'), folder)).rejects.toThrow(
      /^The wheel could not be unpacked: .*not a zip file/,
    );
  });
});
