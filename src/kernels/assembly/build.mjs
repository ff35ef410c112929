/**
 * Compiles the kernels (`npm run kernels`): AssemblyScript to WebAssembly, once for a thread's own memory and once
 * for memory that threads share, each as base64 in one generated module beside the types of its functions.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import ts from 'typescript';

const folder = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../wasm/kernels.generated.ts', import.meta.url));
const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'));

const newest = Math.max(...[...sources, 'build.mjs'].map((name) => statSync(join(folder, name)).mtimeMs));
const made = statSync(target, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (made < newest || process.argv.includes('--force')) {
  const own = await compile([]);
  const shared = await compile(['--sharedMemory', '--maximumMemory', '65536', '--enable', 'threads']);
  writeFileSync(target, moduleText(own, shared));
  console.log(`kernels: ${own.length} bytes, and ${shared.length} for shared memory`);
}

async function compile(options) {
  let binary;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      ...['--baseDir', folder, '--outFile', 'kernels.wasm', '--runtime', 'stub', '--importMemory'],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert', '--enable', 'simd'],
      ...options,
    ],
    {
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm')) binary = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return binary;
}

/** The functions that index.ts exports, as they look from outside: every number is a number there. */
function signatures() {
  const exported = [...readFileSync(join(folder, 'index.ts'), 'utf8').matchAll(/from '\.\/(.+)'/g)];
  return exported.flatMap(([, name]) => {
    const text = readFileSync(join(folder, `${name}.ts`), 'utf8');
    const tree = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
    return tree.statements
      .filter((node) => ts.isFunctionDeclaration(node) && isExported(node))
      .map((node) => {
        const parameters = node.parameters.map((each) => `${each.name.getText()}: number`).join(', ');
        const result = node.type.getText() === 'void' ? 'void' : 'number';
        return `  ${node.name.text}(${parameters}): ${result};`;
      });
  });
}

function isExported(node) {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function moduleText(own, shared) {
  return `// Made by src/kernels/assembly/build.mjs from the AssemblyScript beside it; not to be edited.

/** The functions of the kernels; arrays are given by where they start in the kernels' memory. */
export interface Kernels {
${signatures().join('\n')}
}

/** The kernels for memory of one thread. */
export const OWN_MEMORY = '${Buffer.from(own).toString('base64')}';

/** The kernels for memory that threads share. */
export const SHARED_MEMORY = '${Buffer.from(shared).toString('base64')}';
`;
}
