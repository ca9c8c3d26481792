// MediaPipe's image embedder, which runs a model on a picture and gives all its output tensors. It knows neither what they mean
// nor their names.
#pragma once

#include <cstring>

#include "muybridge_library.h"

namespace muybridge {

namespace mp {

struct ImageEmbedderOptions {
  BaseOptions base_options;
  int running_mode;
  bool l2_normalize;
  bool quantize;
  void (*result_callback)(int, const void*, const void*, int64_t);
};
static_assert(sizeof(ImageEmbedderOptions) == 64 && offsetof(ImageEmbedderOptions, running_mode) == 48 &&
                  offsetof(ImageEmbedderOptions, l2_normalize) == 52 && offsetof(ImageEmbedderOptions, quantize) == 53 &&
                  offsetof(ImageEmbedderOptions, result_callback) == 56,
              "ImageEmbedderOptions is laid out as in 0.10.33");

struct Embedding {
  float* float_embedding;
  uint8_t* quantized_embedding;
  uint32_t values_count;
  int head_index;
  char* head_name;
};
static_assert(sizeof(Embedding) == 32 && offsetof(Embedding, values_count) == 16 &&
                  offsetof(Embedding, head_index) == 20 && offsetof(Embedding, head_name) == 24,
              "Embedding is laid out as in 0.10.33");

struct EmbeddingResult {
  Embedding* embeddings;
  uint32_t embeddings_count;
  int64_t timestamp_ms;
  uint8_t has_timestamp_ms;  // 0 or 1
};
static_assert(sizeof(EmbeddingResult) == 32 && offsetof(EmbeddingResult, embeddings_count) == 8 &&
                  offsetof(EmbeddingResult, timestamp_ms) == 16 && offsetof(EmbeddingResult, has_timestamp_ms) == 24,
              "EmbeddingResult is laid out as in 0.10.33");

}  // namespace mp

constexpr uint8_t kUnwritten = 0xff;

// A model and the outputs of its last run, if any, which are the library's.
struct Embedder {
  const Library* library;
  void* handle;
  mp::EmbeddingResult outputs;

  void releaseOutputs() {
    if (outputs.embeddings != nullptr) {
      library->close_embeddings(&outputs);
      outputs = {};
    }
  }
};

// Copies the model, a TFLite file with metadata.
inline int64_t createEmbedder(int64_t library, const signed char* model, int modelBytes) {
  const Library* functions = reinterpret_cast<const Library*>(library);
  mp::ImageEmbedderOptions options = {};
  options.base_options.model_asset_buffer = reinterpret_cast<const char*>(model);
  options.base_options.model_asset_buffer_count = static_cast<unsigned int>(modelBytes);
  options.running_mode = mp::kImageMode;
  void* handle = nullptr;
  char* error = nullptr;
  check(*functions, functions->create_embedder(&options, &handle, &error), error, "MpImageEmbedderCreate");
  return reinterpret_cast<int64_t>(new Embedder{functions, handle, {}});
}

// As in a message: the number of values of each output, in the model's order.
inline std::string sizesOf(const mp::EmbeddingResult& result) {
  std::string sizes;
  for (uint32_t i = 0; i < result.embeddings_count; i++) {
    sizes += (i == 0 ? "" : ", ") + std::to_string(result.embeddings[i].values_count);
  }
  return sizes;
}

// Keeps all outputs until the next run. They must be `count` and have these sizes, in floats.
inline void embed(int64_t embedder, int64_t image, const int* sizes, int count) {
  Embedder& self = *reinterpret_cast<Embedder*>(embedder);
  self.releaseOutputs();
  // If the library does not write it here, it writes elsewhere, perhaps behind the struct.
  self.outputs.has_timestamp_ms = kUnwritten;
  char* error = nullptr;
  check(*self.library,
        self.library->embed_image(self.handle, reinterpret_cast<const Image*>(image)->handle, nullptr, &self.outputs, &error),
        error, "MpImageEmbedderEmbedImage");
  if (self.outputs.has_timestamp_ms == kUnwritten) {
    throw std::logic_error("EmbeddingResult is not laid out as in 0.10.33");
  }
  bool fits = self.outputs.embeddings_count == static_cast<uint32_t>(count);
  for (int i = 0; fits && i < count; i++) {
    const mp::Embedding& output = self.outputs.embeddings[i];
    fits = output.head_index == i && output.float_embedding != nullptr &&
           output.values_count == static_cast<uint32_t>(sizes[i]);
  }
  if (!fits) {
    std::string found = sizesOf(self.outputs);
    self.releaseOutputs();
    throw std::runtime_error("its outputs are of " + found + " numbers");
  }
}

// Writes one output of the last run.
inline void output(int64_t embedder, int index, int size, float* out) {
  const Embedder& self = *reinterpret_cast<const Embedder*>(embedder);
  std::memcpy(out, self.outputs.embeddings[index].float_embedding, sizeof(float) * static_cast<size_t>(size));
}

inline void closeEmbedder(int64_t embedder) {
  Embedder* self = reinterpret_cast<Embedder*>(embedder);
  const Library& library = *self->library;
  self->releaseOutputs();
  char* error = nullptr;
  int status = library.close_embedder(self->handle, &error);
  delete self;
  check(library, status, error, "MpImageEmbedderClose");
}

}  // namespace muybridge
