import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';

/*
 * Runs every ```ts block that follows @example in a docstring, and every one in README.md and docs/. Each is a module
 * of its own. What a console.log prints must be what the comment at its end says, and "..." there stands for
 * anything. A block that is not to run says so: ```ts no-run.
 */

interface Example {
  /** File and symbol, or file and line. */
  readonly title: string;
  readonly code: string;
}

/** A console.log in an example, and what its comment says. */
interface Shown {
  readonly call: string;
  readonly expected: string | null;
  readonly printed: (readonly unknown[])[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });
// Inside the project, so that packages resolve; not under test, so that nobody else finds them.
const workspace = mkdtempSync(join(cache, 'pipefit-examples-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const shown = new Map<string, Shown[]>();
Reflect.set(globalThis, '__printExample', (key: string, index: number) => (...values: unknown[]) => {
  shown.get(key)![index]!.printed.push(values);
});

function filesUnder(folder: string, extension: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort();
}

function inDocstrings(path: string): Example[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/\/\*\*(?:(?!\*\/)[\s\S])*?@example[\s\S]*?\*\//g)].flatMap((comment) => {
    const lines = comment[0].slice(comment[0].indexOf('@example')).replace(/^\s*\*( |$)/gm, '');
    const symbol = nameOf(text.slice(comment.index + comment[0].length));
    return [...lines.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code], i) => ({
      title: `${path} ${symbol}${i === 0 ? '' : ` (${i + 1})`}`,
      code: code!,
    }));
  });
}

/** The name of what is declared after a docstring. */
function nameOf(declaration: string): string {
  const words =
    /^\s*(?:(?:export|default|abstract|async|static|override|get|const|let|class|function\*?|interface|type|protected|public|readonly)\s+)*([\w$]+)/;
  return words.exec(declaration)?.[1] ?? '';
}

function inMarkdown(path: string): Example[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((block) => ({
    title: `${path} line ${text.slice(0, block.index).split('\n').length}`,
    code: block[1]!,
  }));
}

/** The code with each console.log replaced by one that tells this file what it prints. */
function instrument(key: string, code: string): { readonly code: string; readonly calls: Shown[] } {
  const tree = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const calls: Shown[] = [];
  const edits: [start: number, end: number, text: string][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(tree) === 'console.log') {
      const restOfLine = code.slice(node.end).split('\n', 1)[0]!;
      const comment = /^[\s;)}\]]*\/\/\s?(.*)$/.exec(restOfLine);
      const start = node.expression.getStart(tree);
      edits.push([start, node.expression.end, `globalThis.__printExample('${key}', ${calls.length})`]);
      calls.push({ call: node.getText(tree), expected: comment?.[1] ?? null, printed: [] });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  let changed = code;
  for (const [start, end, text] of edits.sort((a, b) => b[0] - a[0])) {
    changed = changed.slice(0, start) + text + changed.slice(end);
  }
  return { code: `${changed}\nexport {};\n`, calls };
}

/** What console.log prints, on one line; `quoted` puts quotes around strings, as they have within arrays. */
function printed(values: readonly unknown[], quoted: boolean): string {
  const options = { breakLength: Number.POSITIVE_INFINITY, depth: 10, maxArrayLength: 1000 };
  return values
    .map((value) => (typeof value === 'string' && !quoted ? value : inspect(plain(value), options)))
    .join(' ');
}

/** Typed arrays as arrays, objects without a prototype as plain ones. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as Float64Array, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [plain(key), plain(item)]));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** One way of writing for what differs in blanks, quotes and prefixes only. */
function normal(text: string): string {
  return text
    .replaceAll(/\[Object: null prototype\] /g, '')
    .replaceAll(/\b(Float64|Float32|Int32|Int16|Int8|Uint32|Uint16|Uint8|Uint8Clamped)Array\(\d+\) \[/g, '[')
    .replaceAll('"', "'")
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([[\]{}(),:]) ?/g, '$1')
    .trim();
}

function agrees(texts: readonly string[], expected: string): boolean {
  const parts = normal(expected)
    .split('...')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`);
  return texts.some((text) => pattern.test(normal(text)));
}

async function run(key: string, { title, code }: Example): Promise<void> {
  const { code: module, calls } = instrument(key, code);
  shown.set(key, calls);
  const path = join(workspace, `${key}.ts`);
  writeFileSync(path, module);
  await import(/* @vite-ignore */ pathToFileURL(path).href);
  for (const { call, expected, printed: values } of calls) {
    if (expected === null) continue;
    const texts = [false, true].map((quoted) => values.map((each) => printed(each, quoted)).join(' '));
    if (!agrees(texts, expected)) expect.fail(`${title}\n${call}\nprints: ${texts[0]}\nsays:   ${expected}`);
  }
}

const examples = [
  ...filesUnder('src', '.ts').flatMap(inDocstrings),
  ...(existsSync(join(root, 'README.md')) ? inMarkdown('README.md') : []),
  ...filesUnder('docs', '.md').flatMap(inMarkdown),
];

describe('examples', () => {
  it('are found', () => expect(examples.length).toBeGreaterThan(10));

  examples.forEach((example, i) => {
    it(example.title, () => run(`example${i}`, example));
  });
});

describe('the comparison of examples', () => {
  it.each([
    [['a'], "'a'"],
    [['a'], 'a'],
    [[1.5, ['a', 'b']], "1.5 ['a', 'b']"],
    [[Float64Array.of(1, 2)], '[1, 2]'],
    [[Float64Array.of(1, 2)], 'Float64Array(2) [ 1, 2 ]'],
    [[Object.assign(Object.create(null), { a: [1] })], '{ a: [1] }'],
    [[[1, 2, 3]], '[1, ...]'],
  ])('takes %j for %s', (values, expected) => {
    expect(agrees([printed(values, false), printed(values, true)], expected)).toBe(true);
  });

  it.each([
    [[1.5], '1.50001'],
    [['a', 'b'], 'a'],
    [[[1, 2]], '[1, 3]'],
    [[[1, 2]], '[1]'],
    [[['a']], '[a]'],
  ])('does not take %j for %s', (values, expected) => {
    expect(agrees([printed(values, false), printed(values, true)], expected)).toBe(false);
  });
});
