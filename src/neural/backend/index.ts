export { type BackendName, backendNow, loadBackend, type NeuralBackend } from './load-backend.js';
