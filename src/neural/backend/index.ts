export type { BackendName, NeuralBackend, TfInstance } from './backend.js';
export { type BackendInfo, backendInfo, loadNeuralBackend, setNeuralBackend } from './backend-info.js';
export { type BackendChoice, backendNow, loadBackend } from './load-backend.js';
