export { KerasModel, type KerasModelParams } from './keras-model.js';
