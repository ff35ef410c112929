/** The plot of the ratios as SVG: one dot a row on a logarithmic axis. */
import type { Row } from './compare.js';

const LINE = 22;
const LEFT = 330;
const WIDTH = 900;
const TOP = 50;
const colours = ['#2563eb', '#d97706', '#059669', '#9333ea'];
const suffixes = { fit: 'fit', predict: 'predict', one: 'one row' } as const;

export function plot(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap(({ measured }) => Object.keys(measured)))].filter(
    (name) => name !== 'pipefit' && rows.some(({ measured }) => measured[name]?.seconds != null),
  );
  const ratios = rows.map(({ measured }) =>
    names.map((name) => {
      const seconds = measured[name]?.seconds ?? null;
      return seconds === null ? null : measured['pipefit']!.seconds! / seconds;
    }),
  );
  const known = ratios.flat().filter((ratio) => ratio !== null);
  const low = Math.floor(Math.log10(Math.min(0.1, ...known)));
  const high = Math.ceil(Math.log10(Math.max(1.01, ...known)));
  const x = (ratio: number) => LEFT + ((Math.log10(ratio) - low) / (high - low)) * (WIDTH - LEFT - 20);
  const height = TOP + rows.length * LINE + 20;
  const decades = Array.from({ length: high - low + 1 }, (_, k) => low + k);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>Time of pipefit over the time of ${escaped(names.join(', '))}, on a logarithmic scale</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="white"/>`,
    ...decades.flatMap((power) => {
      const at = x(10 ** power).toFixed(1);
      const label = power === 0 ? 'equal' : power < 0 ? `1/${10 ** -power}` : `${10 ** power} x`;
      const stroke = power === 0 ? '#111' : '#ddd';
      return [
        `<line x1="${at}" y1="${TOP - 8}" x2="${at}" y2="${height - 12}" stroke="${stroke}"/>`,
        `<text x="${at}" y="${TOP - 12}" text-anchor="middle" fill="#555">${label}</text>`,
      ];
    }),
    ...names.map((name, k) => {
      const at = LEFT + k * 130;
      return `<circle cx="${at}" cy="14" r="5" fill="${colours[k % colours.length]}"/><text x="${at + 10}" y="18">over ${escaped(name)}</text>`;
    }),
    ...rows.flatMap(({ workload, what }, i) => {
      const y = TOP + i * LINE + 8;
      return [
        `<text x="${LEFT - 12}" y="${y + 4}" text-anchor="end">${escaped(workload)}, ${suffixes[what]}</text>`,
        ...ratios[i]!.flatMap((ratio, k) =>
          ratio === null
            ? []
            : [`<circle cx="${x(ratio).toFixed(1)}" cy="${y}" r="5" fill="${colours[k % colours.length]}"/>`],
        ),
      ];
    }),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
