/**
 * Makes docs/parameters.md from the declarations of the parameters: `npm run docs:parameters`.
 * A test fails when the page and the declarations differ.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ParamSpec } from 'pipefit';
import * as pipefit from 'pipefit';

type EstimatorClass = { readonly name: string; readonly paramSpec: ParamSpec; readonly prototype: object };

/** The page as it should be. */
export function parameterTables(): string {
  const classes = Object.values(pipefit as Record<string, unknown>)
    .filter(isEstimatorClass)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = classes.map(({ name, paramSpec }) => {
    const rows = Object.entries(paramSpec).map(
      ([parameter, { default: value, describe, doc }]) =>
        `| \`${parameter}\` | ${value === undefined ? 'must be given' : `\`${show(value)}\``} | ${cell(describe)} | ${cell(doc)} |`,
    );
    return [`## ${name}`, '', '| name | default | must be | purpose |', '|---|---|---|---|', ...rows].join(
      '\n',
    );
  });
  const title = '# Parameters\n\nMade from the declarations in the source by `npm run docs:parameters`.\n';
  return `${[title, ...sections].join('\n\n').replace(/\n{3,}/g, '\n\n')}\n`;
}

function isEstimatorClass(value: unknown): value is EstimatorClass {
  return (
    typeof value === 'function' &&
    value.prototype instanceof pipefit.BaseEstimator &&
    !value.name.startsWith('Base') &&
    Object.keys((value as unknown as EstimatorClass).paramSpec).length > 0
  );
}

function show(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

const page = new URL('./parameters.md', import.meta.url);
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, parameterTables());
