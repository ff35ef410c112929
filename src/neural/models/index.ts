export { KerasModel, type KerasModelParams } from './keras-model.js';
export type { ModelFile } from './model-file.js';
export { OnnxModel, type OnnxModelParams } from './onnx-model.js';
export type { Task } from './ready-params.js';
export { TensorFlowModel, type TensorFlowModelParams } from './tensorflow-model.js';
