// The library libmediapipe.so 0.10.33 and its images, as flat calls for JavaCPP.
//
// The library is opened by its path at run time, so the build does not need it, and with RTLD_LOCAL, so that its exports never
// replace another library's symbols. Its C structs are declared here as in this version. They differ in other versions, so the
// caller compares the file's checksum first. Its errors become a std::runtime_error with its own message, which JavaCPP turns
// into the exception that the Java method declares.
#pragma once

#include <dlfcn.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace muybridge {

namespace mp {

struct PoseLandmarkerOptions;
struct PoseLandmarkerResult;
struct ImageEmbedderOptions;
struct EmbeddingResult;

struct BaseOptions {
  const char* model_asset_buffer;
  unsigned int model_asset_buffer_count;
  const char* model_asset_path;
  int delegate;
  int host_environment;
  int host_system;
  const char* host_version;
};
static_assert(sizeof(BaseOptions) == 48 && offsetof(BaseOptions, model_asset_path) == 16 &&
                  offsetof(BaseOptions, delegate) == 24 && offsetof(BaseOptions, host_version) == 40,
              "BaseOptions is laid out as in 0.10.33");

constexpr int kImageMode = 1;
constexpr int kVideoMode = 2;
constexpr int kSrgb = 1;

}  // namespace mp

// The functions of one opened library, which is never closed because its threads may outlive every task.
struct Library {
  int (*create)(mp::PoseLandmarkerOptions*, void**, char**);
  int (*detect_image)(void*, void*, const void*, mp::PoseLandmarkerResult*, char**);
  int (*detect_for_video)(void*, void*, const void*, int64_t, mp::PoseLandmarkerResult*, char**);
  void (*close_result)(mp::PoseLandmarkerResult*);
  int (*close)(void*, char**);
  int (*create_embedder)(mp::ImageEmbedderOptions*, void**, char**);
  int (*embed_image)(void*, void*, const void*, mp::EmbeddingResult*, char**);
  void (*close_embeddings)(mp::EmbeddingResult*);
  int (*close_embedder)(void*, char**);
  int (*create_image)(int, int, int, const uint8_t*, int, void**, char**);
  void (*free_image)(void*);
  void (*free_error)(char*);
};

struct Image {
  const Library* library;
  void* handle;
};

template <typename F>
inline void find(void* opened, const char* name, F& function) {
  function = reinterpret_cast<F>(dlsym(opened, name));
  if (function == nullptr) {
    throw std::runtime_error(std::string(name) + " is not in the library");
  }
}

// The message is a reference, because the call that sets it is an argument of the same call.
inline void check(const Library& library, int status, char*& error, const char* call) {
  if (status == 0) {
    return;
  }
  std::string message = std::string(call) + " gave status " + std::to_string(status);
  if (error != nullptr) {
    message += std::string(": ") + error;
    library.free_error(error);
  }
  throw std::runtime_error(message);
}

inline int64_t openLibrary(const char* path) {
  void* opened = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (opened == nullptr) {
    throw std::runtime_error(dlerror());
  }
  Library found;
  find(opened, "MpPoseLandmarkerCreate", found.create);
  find(opened, "MpPoseLandmarkerDetectImage", found.detect_image);
  find(opened, "MpPoseLandmarkerDetectForVideo", found.detect_for_video);
  find(opened, "MpPoseLandmarkerCloseResult", found.close_result);
  find(opened, "MpPoseLandmarkerClose", found.close);
  find(opened, "MpImageEmbedderCreate", found.create_embedder);
  find(opened, "MpImageEmbedderEmbedImage", found.embed_image);
  find(opened, "MpImageEmbedderCloseResult", found.close_embeddings);
  find(opened, "MpImageEmbedderClose", found.close_embedder);
  find(opened, "MpImageCreateFromUint8Data", found.create_image);
  find(opened, "MpImageFree", found.free_image);
  find(opened, "MpErrorFree", found.free_error);
  return reinterpret_cast<int64_t>(new Library(found));
}

// An image of width * height * 3 bytes, which the library copies.
inline int64_t createImage(int64_t library, const signed char* rgb, int width, int height) {
  const Library* functions = reinterpret_cast<const Library*>(library);
  void* handle = nullptr;
  char* error = nullptr;
  check(*functions,
        functions->create_image(mp::kSrgb, width, height, reinterpret_cast<const uint8_t*>(rgb), width * height * 3,
                                &handle, &error),
        error, "MpImageCreateFromUint8Data");
  return reinterpret_cast<int64_t>(new Image{functions, handle});
}

inline void freeImage(int64_t image) {
  Image* self = reinterpret_cast<Image*>(image);
  self->library->free_image(self->handle);
  delete self;
}

}  // namespace muybridge
