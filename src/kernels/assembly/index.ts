export * from './memory';
export * from './products';
