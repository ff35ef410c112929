import { fileURLToPath } from 'node:url';

/** The path of a model among the fixtures. */
export function modelPath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/neural-models/${name}`, import.meta.url));
}
