import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tellingLine } from './check.js';
import { type Host, SetupFailure } from './host.js';
import { checkFiles, readRecord, sha256 } from './record.js';

/** A wheel of TensorFlow that tfjs-node's addon can be built against. */
export interface Wheel {
  readonly requirement: string;
  /** Python and platform that it is for. The Python that runs pip may be another one: nothing of it is run. */
  readonly platform: string;
  /** The sum that it must have; null where it was not known when this was written, and the index's own sum must do. */
  readonly sha256: string | null;
  readonly megabytes: number;
}

const wheels: Readonly<Record<string, Wheel>> = {
  x64: {
    requirement: 'tensorflow-cpu==2.21.0',
    platform: 'manylinux_2_27_x86_64',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    megabytes: 274,
  },
  arm64: {
    requirement: 'tensorflow==2.21.0',
    platform: 'manylinux_2_27_aarch64',
    sha256: null,
    megabytes: 260,
  },
};

/** What is needed of a wheel: two libraries, the headers of the C interface, and the record of sums. */
const wanted = [
  'tensorflow/libtensorflow_cc.so.2',
  'tensorflow/libtensorflow_framework.so.2',
  'tensorflow/include/tensorflow/c/',
  'tensorflow/include/tensorflow/core/platform/ctstring',
  'tensorflow/include/tsl/platform/ctstring',
  'tensorflow/include/xla/tsl/c/',
] as const;

/** Takes files out of a wheel, and says which; Python is there when pip is, and reads archives of any size. */
const unpacker = `
import json, os, shutil, sys, zipfile
wheel, target, wanted = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
files = []
with zipfile.ZipFile(wheel) as archive:
    for member in archive.infolist():
        name = member.filename
        is_record = name.endswith('.dist-info/RECORD') and name.count('/') == 1
        if name.endswith('/') or '..' in name.split('/'):
            continue
        if not is_record and not any(name.startswith(each) for each in wanted):
            continue
        path = os.path.join(target, 'RECORD' if is_record else name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with archive.open(member) as source, open(path, 'wb') as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
        if not is_record:
            files.append(name)
print(json.dumps(files))
`;

/** The wheel for a machine. Throws SetupFailure where there is none, and says why. */
export function wheelFor({ platform, arch, glibc }: Host): Wheel {
  if (platform !== 'linux') {
    throw new SetupFailure(
      `On ${platform} the addon can only be had from the download of '@tensorflow/tfjs-node': ` +
        'the wheels of TensorFlow for this system do not hold what it is built against.',
    );
  }
  if (glibc === null) {
    throw new SetupFailure(
      'This Linux has musl in place of glibc (as Alpine has), and TensorFlow is built for glibc only. ' +
        'Use an image with glibc, such as node:22-slim.',
    );
  }
  const [major = 0, minor = 0] = glibc.split('.').map(Number);
  if (major < 2 || (major === 2 && minor < 27)) {
    throw new SetupFailure(`TensorFlow's wheel needs glibc 2.27 or newer, and this system has ${glibc}.`);
  }
  const wheel = wheels[arch];
  if (wheel === undefined) throw new SetupFailure(`There is no wheel of TensorFlow for ${platform} ${arch}.`);
  return wheel;
}

/** A Python that has pip. */
export async function findPip(host: Host): Promise<string> {
  for (const python of ['python3', 'python']) {
    if ((await host.run(python, ['-m', 'pip', '--version'])).code === 0) return python;
  }
  throw new SetupFailure(
    'There is no Python with pip, which fetches the wheel of TensorFlow. ' +
      'On Debian and Ubuntu: apt-get install python3-pip',
  );
}

/** Fetches a wheel into a folder with pip, trying again twice, and returns its path. */
export async function fetchWheel(host: Host, python: string, wheel: Wheel, folder: string): Promise<string> {
  const hash = wheel.sha256 === null ? '' : ` --hash=sha256:${wheel.sha256}`;
  const list = join(folder, 'requirements.txt');
  writeFileSync(list, `${wheel.requirement}${hash}\n`);
  const args = [
    ...['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-input'],
    `--progress-bar=${host.interactive ? 'on' : 'off'}`,
    ...['--python-version=3.11', '--implementation=cp', '--abi=cp311', `--platform=${wheel.platform}`],
    ...[
      '--retries=1',
      '--timeout=20',
      '--disable-pip-version-check',
      `--dest=${folder}`,
      `--requirement=${list}`,
    ],
  ];
  let output = '';
  for (let attempt = 1; attempt <= 3; attempt++) {
    const ran = await host.run(python, args, { seconds: 900, show: true });
    output = ran.output;
    const name = readdirSync(folder).find((each) => each.endsWith('.whl'));
    if (ran.code === 0 && name !== undefined) {
      const file = join(folder, name);
      const sum = await sha256(file);
      if (wheel.sha256 !== null && sum !== wheel.sha256) throw new SetupFailure(wrongSum(wheel, sum));
      host.say(`fetched ${name}, SHA-256 ${sum}${wheel.sha256 === null ? '' : ', as it must be'}`);
      return file;
    }
    if (/DO NOT MATCH THE HASHES/i.test(output)) throw new SetupFailure(wrongSum(wheel, null));
    if (/No matching distribution/i.test(output) && !/connection|name resolution|timed out/i.test(output))
      break;
    if (attempt < 3) host.say(`pip failed (${tellingLine(output)}); trying again`);
  }
  if (/No matching distribution/i.test(output)) {
    throw new SetupFailure(
      `pip finds no ${wheel.requirement} for ${wheel.platform}: the package index cannot be reached, or does not have it.`,
    );
  }
  throw new SetupFailure(`pip could not fetch ${wheel.requirement}: ${tellingLine(output)}`);
}

function wrongSum({ requirement, sha256: expected }: Wheel, sum: string | null): string {
  return (
    `What was fetched as ${requirement} is not what it should be, and was thrown away: its SHA-256 is ` +
    `${sum === null ? 'not' : `${sum}, not`} ${expected}.`
  );
}

/** Takes what is needed out of a wheel, and checks each file against the wheel's record. Returns the files. */
export async function unpackWheel(
  host: Host,
  python: string,
  wheel: string,
  folder: string,
): Promise<string[]> {
  const ran = await host.run(python, ['-c', unpacker, wheel, folder, JSON.stringify(wanted)], {
    seconds: 300,
  });
  if (ran.code !== 0) throw new SetupFailure(`The wheel could not be unpacked: ${tellingLine(ran.output)}`);
  const files = JSON.parse(ran.output.trim().split('\n').at(-1)!) as string[];
  const missing = wanted.filter((each) => !files.some((file) => file.startsWith(each)));
  // The last one came with later versions of TensorFlow.
  if (missing.some((each) => each !== wanted.at(-1))) {
    throw new SetupFailure(`The wheel does not hold what is needed: ${missing.join(', ')}.`);
  }
  const record = readRecord(readFileSync(join(folder, 'RECORD'), 'utf8'));
  const faults = await checkFiles(folder, files, record);
  if (faults.length > 0) throw new SetupFailure(`The wheel is damaged: ${faults.join(' ')}`);
  return files;
}
