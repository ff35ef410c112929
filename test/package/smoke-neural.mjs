import { backendInfo, loadNeuralBackend, setNeuralBackend } from 'pipefit/neural';

if (process.argv[2] === 'none') {
  const said = await loadNeuralBackend().then(
    () => 'loaded',
    (error) => `${error.code} ${error.message}`,
  );
  if (!/^BACKEND .*npm install/.test(said)) throw new Error(`without tfjs: ${said}`);
} else {
  const { name, tfjs, tensorflow } = await loadNeuralBackend();
  await setNeuralBackend('wasm');
  if (backendInfo().name !== 'wasm') throw new Error(`the backend is ${backendInfo().name}`);
  console.log(`neural by import on Node ${process.version}: ${name} ${tensorflow ?? ''}, tfjs ${tfjs}; wasm`);
}
