import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const families = ['preprocessing', 'impute', 'linear', 'tree', 'neighbors', 'dummy', 'ensemble'];
const forFamilies = ['core', 'data', 'kernels', 'math', 'random', 'metrics', 'errors'];

/** What the files of a folder under src may import at run time, beside those of the folder itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  random: ['errors'],
  kernels: ['errors'],
  math: ['errors', 'kernels'],
  data: ['errors', 'kernels', 'math'],
  metrics: ['errors', 'data', 'kernels', 'math', 'random'],
  core: ['errors', 'data', 'random', 'math', 'metrics'],
  ...Object.fromEntries(families.map((family) => [family, forFamilies])),
  threads: ['core', 'data', 'errors'],
  // Early stopping holds rows out as trainTestSplit does.
  ensemble: [...forFamilies, 'tree', 'threads', 'model-selection'],
  compose: ['core', 'data', 'errors'],
  'model-selection': ['core', 'data', 'metrics', 'random', 'errors', 'math', 'threads'],
  io: ['data', 'errors', 'core'],
  neural: [...forFamilies, 'model-selection'],
  testing: ['core', 'data', 'random', 'errors', 'metrics'],
};

interface Source {
  /** Path under src, such as core/clone.ts. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** What the file imports at run time: paths under src, or names of packages. */
  readonly imports: readonly string[];
}

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  // AssemblyScript reads like TypeScript, but is a language of its own.
  .filter((path) => path.endsWith('.ts') && !path.startsWith('kernels/assembly/'))
  .map((path) => readSource(path));

function readSource(path: string): Source {
  const text = readFileSync(join(root, 'src', path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const imports: string[] = [];
  visit(tree, (node) => {
    const specifier = runtimeImport(node);
    if (specifier !== null) imports.push(resolve(path, specifier));
  });
  return { path, text, tree, imports };
}

/** The module that a node imports or re-exports at run time; null for types and for everything else. */
function runtimeImport(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    if (clause?.isTypeOnly) return null;
    const named = clause?.namedBindings;
    const onlyTypes =
      !clause?.name && named && ts.isNamedImports(named) && named.elements.every((each) => each.isTypeOnly);
    return onlyTypes ? null : (node.moduleSpecifier as ts.StringLiteral).text;
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.isTypeOnly) {
    const named = node.exportClause;
    if (named && ts.isNamedExports(named) && named.elements.every((each) => each.isTypeOnly)) return null;
    return (node.moduleSpecifier as ts.StringLiteral).text;
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    return argument && ts.isStringLiteral(argument) ? argument.text : '(computed)';
  }
  return null;
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const target = join(root, 'src', dirname(from), specifier);
  return relative(join(root, 'src'), target).replaceAll('\\', '/').replace(/\.js$/, '.ts');
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

function isOwn(path: string): boolean {
  return path.endsWith('.ts');
}

/** The folder of a path under src; null for src/index.ts, which may import everything. */
function folderOf(path: string): string | null {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : null;
}

/** Places of nodes for which the predicate holds, as path:line. */
function places(found: (node: ts.Node, source: Source) => boolean): string[] {
  return sources.flatMap((source) => {
    const lines: string[] = [];
    visit(source.tree, (node) => {
      if (found(node, source)) lines.push(`src/${source.path}:${lineOf(node, source) + 1}`);
    });
    return lines;
  });
}

function lineOf(node: ts.Node, { tree }: Source): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
}

/** A way that leads from a key back to itself, or null. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const follow = (key: string, above: readonly string[]): string[] | null => {
    if (above.includes(key)) return [...above.slice(above.indexOf(key)), key];
    if (done.has(key)) return null;
    for (const next of graph.get(key) ?? []) {
      const cycle = follow(next, [...above, key]);
      if (cycle !== null) return cycle;
    }
    done.add(key);
    return null;
  };
  for (const key of graph.keys()) {
    const cycle = follow(key, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

describe('the folders of src', () => {
  it('are all in the table of what they may import', () => {
    const unknown = [...new Set(sources.map(({ path }) => folderOf(path)))].filter(
      (folder) => folder !== null && !(folder in allowed),
    );
    expect(unknown, 'Add these folders to the table in test/architecture.test.ts.').toEqual([]);
  });

  it('import only what the table allows', () => {
    const wrong = sources.flatMap(({ path, imports }) => {
      const folder = folderOf(path);
      if (folder === null) return [];
      const targets = imports.filter(isOwn).filter((target) => {
        const other = folderOf(target);
        return other !== folder && !(other !== null && allowed[folder]?.includes(other));
      });
      return targets.map((target) => `src/${path} imports src/${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('do not import each other in circles, nor do the files', () => {
    const files = new Map(sources.map(({ path, imports }) => [path, imports.filter(isOwn)]));
    expect(findCycle(files), 'a circle of files').toBeNull();
    const folders = new Map(Object.entries(allowed));
    expect(findCycle(folders), 'a circle of folders').toBeNull();
  });

  it('have no index.ts but ones that only export what others declare', () => {
    const indices = sources.filter(({ path }) => /(^|\/)index\.ts$/.test(path));
    const own = indices.filter(({ tree }) => !tree.statements.every(ts.isExportDeclaration));
    expect(own.map(({ path }) => path)).toEqual([]);
  });
});

describe('packages', () => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const packageOf = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0];
  const imported = (test: (specifier: string, source: Source) => boolean) =>
    sources.flatMap((source) =>
      source.imports
        .filter((specifier) => !isOwn(specifier) && test(specifier, source))
        .map((specifier) => `src/${source.path} imports ${specifier}`),
    );

  it('are imported only when they are declared dependencies, or optional ones of neural models', () => {
    const undeclared = imported((specifier, { path }) => {
      const name = packageOf(specifier);
      const isOptional = folderOf(path) === 'neural' && name in peerDependencies;
      return !specifier.startsWith('node:') && !(name in dependencies) && !isOptional;
    });
    expect(undeclared).toEqual([]);
  });

  it('that are optional are imported only when they are used', () => {
    const early = places((node) => {
      const specifier = ts.isCallExpression(node) ? null : runtimeImport(node);
      return specifier !== null && packageOf(specifier) in peerDependencies;
    });
    expect(early).toEqual([]);
  });

  it('of node are imported only by io, and by neural models, which do not run in a browser', () => {
    const mayImport = ['io', 'neural'];
    expect(
      imported(
        (specifier, { path }) => specifier.startsWith('node:') && !mayImport.includes(folderOf(path) ?? ''),
      ),
    ).toEqual([]);
  });

  it('of node are asked of the process only by threads/host.ts', () => {
    const uses = places((node, { tree, path }) => {
      const isAsked = ts.isPropertyAccessExpression(node) && node.name.getText(tree) === 'getBuiltinModule';
      return isAsked && path !== 'threads/host.ts';
    });
    expect(uses).toEqual([]);
  });

  it('ml-cart and ml-random-forest are imported only under an engine folder', () => {
    const engines = /^ml-(cart|random-forest)(\/|$)/;
    expect(imported((specifier, { path }) => engines.test(specifier) && !path.includes('/engine/'))).toEqual(
      [],
    );
  });
});

describe('no file of src', () => {
  it('has more than 400 lines', () => {
    const long = sources.filter(({ text }) => text.trimEnd().split('\n').length > 400);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('draws from Math.random', () => {
    const uses = places((node, { tree }) => {
      return ts.isPropertyAccessExpression(node) && node.getText(tree) === 'Math.random';
    });
    expect(uses).toEqual([]);
  });

  it('runs text as code', () => {
    const uses = places(
      (node) =>
        (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
        ts.isIdentifier(node.expression) &&
        ['eval', 'Function'].includes(node.expression.text),
    );
    expect(uses).toEqual([]);
  });

  it('imports a module by a name that is computed', () => {
    expect(sources.filter(({ imports }) => imports.includes('(computed)')).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it("uses the type 'any' without a reason", () => {
    const reasoned = /biome-ignore lint\/suspicious\/noExplicitAny: \S+/;
    const uses = places((node, source) => {
      if (node.kind !== ts.SyntaxKind.AnyKeyword) return false;
      return !reasoned.test(source.text.split('\n')[lineOf(node, source) - 1] ?? '');
    });
    expect(uses).toEqual([]);
  });
});
