export {
  type BackendChoice,
  type BackendInfo,
  type BackendName,
  backendInfo,
  loadNeuralBackend,
  setNeuralBackend,
  type TfInstance,
} from './backend/index.js';
