const { backendInfo, loadNeuralBackend, setNeuralBackend } = require('pipefit/neural');

(async () => {
  const { name, tfjs, tensorflow } = await loadNeuralBackend();
  await setNeuralBackend('wasm');
  if (backendInfo().name !== 'wasm') throw new Error(`the backend is ${backendInfo().name}`);
  console.log(
    `neural by require on Node ${process.version}: ${name} ${tensorflow ?? ''}, tfjs ${tfjs}; wasm`,
  );
})();
