/** File of the addon that catches TensorFlow's notices, beside tfjs-node's own addon. */
export const stderrAddonFile = 'pipefit_stderr.node';
