/**
 * A small addon that catches what is written to the standard error output while TensorFlow is loaded. Newer versions of it announce there
 * that they use oneDNN, before any setting of theirs is looked at; what is caught and is not such a notice is written again. It is built beside
 * tfjs-node's addon; without it, the notices show.
 */
export const stderrAddonSource = `
#define _GNU_SOURCE
#include <node_api.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int saved = -1;
static FILE *caught = NULL;

/* Begins to catch; false when another thread does already, or it cannot be done. */
static napi_value Begin(napi_env env, napi_callback_info info) {
  napi_value result;
  int begun = 0;
  pthread_mutex_lock(&lock);
  if (saved < 0 && (caught = tmpfile()) != NULL) {
    fflush(stderr);
    saved = dup(STDERR_FILENO);
    if (saved >= 0 && dup2(fileno(caught), STDERR_FILENO) >= 0) {
      begun = 1;
    } else {
      if (saved >= 0) close(saved);
      saved = -1;
      fclose(caught);
    }
  }
  pthread_mutex_unlock(&lock);
  napi_get_boolean(env, begun, &result);
  return result;
}

/* Ends it and returns what was caught. Only whoever began may call it. */
static napi_value End(napi_env env, napi_callback_info info) {
  napi_value result;
  pthread_mutex_lock(&lock);
  fflush(stderr);
  dup2(saved, STDERR_FILENO);
  close(saved);
  saved = -1;
  off_t size = lseek(fileno(caught), 0, SEEK_END);
  char *text = size > 0 ? malloc((size_t)size) : NULL;
  ssize_t length = text == NULL ? 0 : pread(fileno(caught), text, (size_t)size, 0);
  fclose(caught);
  pthread_mutex_unlock(&lock);
  napi_create_string_utf8(env, text == NULL ? "" : text, length > 0 ? (size_t)length : 0, &result);
  free(text);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value begin, end;
  napi_create_function(env, "begin", NAPI_AUTO_LENGTH, Begin, NULL, &begin);
  napi_create_function(env, "end", NAPI_AUTO_LENGTH, End, NULL, &end);
  napi_set_named_property(env, exports, "begin", begin);
  napi_set_named_property(env, exports, "end", end);
  return exports;
}
`;
