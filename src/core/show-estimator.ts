import { showValue } from '../errors/index.js';
import { isEstimator } from './estimator.js';
import type { ParamSpec } from './param-spec.js';

/** `Ridge({ alpha: 2 })`: the class and the parameters that differ from their defaults. */
export function showEstimator(name: string, spec: ParamSpec, values: object): string {
  const changed = Object.entries(values).filter(
    ([key, value]) => !(key in spec && 'default' in spec[key]! && Object.is(spec[key].default, value)),
  );
  if (changed.length === 0) return `${name}()`;
  const shown = changed.map(([key, value]) => `${key}: ${showParam(value)}`);
  const line = `${name}({ ${shown.join(', ')} })`;
  if (line.length <= 100 && !line.includes('\n')) return line;
  return `${name}({\n${shown.map((text) => indent(text)).join(',\n')},\n})`;
}

function showParam(value: unknown): string {
  if (isEstimator(value)) return String(value);
  if (Array.isArray(value) && value.some((item) => Array.isArray(item) && item.some(isEstimator))) {
    return `[\n${value.map((step) => indent(`[${(step as unknown[]).map(showParam).join(', ')}]`)).join(',\n')},\n]`;
  }
  return showValue(value);
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
