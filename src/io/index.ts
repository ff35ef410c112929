export { type CsvOptions, missingWords } from './csv-options.js';
export { parseCsv } from './parse-csv.js';
export { type ReadCsvOptions, readCsv } from './read-csv.js';
export { type ToCsvOptions, toCsv } from './to-csv.js';
export { type WriteCsvOptions, writeCsv } from './write-csv.js';
