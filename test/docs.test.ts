import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parameterTables } from '../docs/parameter-tables.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['README.md', 'CONTRIBUTING.md', ...pagesUnder('docs'), ...pagesUnder('examples')];

function pagesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.startsWith('api'))
    .map((name) => join(folder, name));
}

describe('the documentation', () => {
  it('has the parameters as they are declared (else run npm run docs:parameters)', () => {
    expect(readFileSync(join(root, 'docs/parameters.md'), 'utf8')).toBe(parameterTables());
  });

  it.each(pages)('%s links to files that exist', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
      expect(existsSync(join(root, dirname(page), target!)), target).toBe(true);
    }
  });
});
