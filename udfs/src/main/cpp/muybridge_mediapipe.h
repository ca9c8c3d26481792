// Flat calls into libmediapipe.so 0.10.33, for JavaCPP.
//
// The library is opened by its path at run time, so the build does not need it, and with RTLD_LOCAL, so that its exports never
// replace another library's symbols. Its C structs are declared here as in this version. They differ in other versions, so the
// caller compares the file's checksum first. Its errors become a std::runtime_error with its own message, which JavaCPP turns
// into the exception that the Java method declares.
#pragma once

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

namespace muybridge {

namespace mp {

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

struct PoseLandmarkerOptions {
  BaseOptions base_options;
  int running_mode;
  int num_poses;
  float min_pose_detection_confidence;
  float min_pose_presence_confidence;
  float min_tracking_confidence;
  bool output_segmentation_masks;
  void (*result_callback)(int, const void*, const void*, int64_t);
};
static_assert(sizeof(PoseLandmarkerOptions) == 80 && offsetof(PoseLandmarkerOptions, running_mode) == 48 &&
                  offsetof(PoseLandmarkerOptions, output_segmentation_masks) == 68 &&
                  offsetof(PoseLandmarkerOptions, result_callback) == 72,
              "PoseLandmarkerOptions is laid out as in 0.10.33");

// NormalizedLandmark has the same fields.
struct Landmark {
  float x;
  float y;
  float z;
  bool has_visibility;
  float visibility;
  bool has_presence;
  float presence;
  char* name;
};
static_assert(sizeof(Landmark) == 40 && offsetof(Landmark, visibility) == 16 && offsetof(Landmark, presence) == 24 &&
                  offsetof(Landmark, name) == 32,
              "Landmark is laid out as in 0.10.33");

struct Landmarks {
  Landmark* landmarks;
  uint32_t landmarks_count;
};
static_assert(sizeof(Landmarks) == 16 && offsetof(Landmarks, landmarks_count) == 8,
              "Landmarks is laid out as in 0.10.33");

struct PoseLandmarkerResult {
  void** segmentation_masks;
  uint32_t segmentation_masks_count;
  Landmarks* pose_landmarks;
  uint32_t pose_landmarks_count;
  Landmarks* pose_world_landmarks;
  uint32_t pose_world_landmarks_count;
};
static_assert(sizeof(PoseLandmarkerResult) == 48 && offsetof(PoseLandmarkerResult, pose_landmarks) == 16 &&
                  offsetof(PoseLandmarkerResult, pose_world_landmarks) == 32,
              "PoseLandmarkerResult is laid out as in 0.10.33");

constexpr int kImageMode = 1;
constexpr int kVideoMode = 2;
constexpr int kSrgb = 1;

}  // namespace mp

// The functions of one opened library, which is never closed because its threads may outlive every landmarker.
struct Library {
  int (*create)(mp::PoseLandmarkerOptions*, void**, char**);
  int (*detect_image)(void*, void*, const void*, mp::PoseLandmarkerResult*, char**);
  int (*detect_for_video)(void*, void*, const void*, int64_t, mp::PoseLandmarkerResult*, char**);
  void (*close_result)(mp::PoseLandmarkerResult*);
  int (*close)(void*, char**);
  int (*create_image)(int, int, int, const uint8_t*, int, void**, char**);
  void (*free_image)(void*);
  void (*free_error)(char*);
};

struct Landmarker {
  const Library* library;
  void* handle;
  int people;
  bool video;
};

struct Image {
  const Library* library;
  void* handle;
};

// Landmarks per person, and numbers per landmark: x, y, z, visibility, presence, and x, y, z in metres.
constexpr int kLandmarks = 33;
constexpr int kNumbers = 8;

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
  find(opened, "MpImageCreateFromUint8Data", found.create_image);
  find(opened, "MpImageFree", found.free_image);
  find(opened, "MpErrorFree", found.free_error);
  return reinterpret_cast<int64_t>(new Library(found));
}

// Copies the model. Finds at most `people` people at once; in video mode, it follows them from picture to picture.
inline int64_t createLandmarker(int64_t library, const signed char* model, int modelBytes, int people, bool video) {
  const Library* functions = reinterpret_cast<const Library*>(library);
  mp::PoseLandmarkerOptions options = {};
  options.base_options.model_asset_buffer = reinterpret_cast<const char*>(model);
  options.base_options.model_asset_buffer_count = static_cast<unsigned int>(modelBytes);
  options.running_mode = video ? mp::kVideoMode : mp::kImageMode;
  options.num_poses = people;
  options.min_pose_detection_confidence = 0.5f;
  options.min_pose_presence_confidence = 0.5f;
  options.min_tracking_confidence = 0.5f;
  void* handle = nullptr;
  char* error = nullptr;
  check(*functions, functions->create(&options, &handle, &error), error, "MpPoseLandmarkerCreate");
  return reinterpret_cast<int64_t>(new Landmarker{functions, handle, people, video});
}

inline void copyPerson(const mp::Landmarks& picture, const mp::Landmarks& world, float* out) {
  if (picture.landmarks_count != kLandmarks || world.landmarks_count != kLandmarks) {
    throw std::runtime_error("a person has 33 landmarks and as many world landmarks, the model gave " +
                             std::to_string(picture.landmarks_count) + " and " + std::to_string(world.landmarks_count));
  }
  for (int i = 0; i < kLandmarks; i++, out += kNumbers) {
    const mp::Landmark& p = picture.landmarks[i];
    const mp::Landmark& w = world.landmarks[i];
    if (!p.has_visibility || !p.has_presence) {
      throw std::runtime_error("landmark " + std::to_string(i) + " has no visibility or no presence");
    }
    const float numbers[kNumbers] = {p.x, p.y, p.z, p.visibility, p.presence, w.x, w.y, w.z};
    std::memcpy(out, numbers, sizeof numbers);
  }
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

// Returns the result to the library, even if reading it throws.
struct Result {
  const Library& library;
  mp::PoseLandmarkerResult value;
  ~Result() { library.close_result(&value); }
};

// Writes kLandmarks * kNumbers floats for each person found; returns how many there are. The time is ignored unless in video
// mode.
inline int detect(int64_t landmarker, int64_t image, int64_t timestampMillis, float* out) {
  const Landmarker& self = *reinterpret_cast<const Landmarker*>(landmarker);
  const Library& library = *self.library;
  mp::PoseLandmarkerResult found = {};
  char* error = nullptr;
  void* picture = reinterpret_cast<const Image*>(image)->handle;
  if (self.video) {
    check(library, library.detect_for_video(self.handle, picture, nullptr, timestampMillis, &found, &error), error,
          "MpPoseLandmarkerDetectForVideo");
  } else {
    check(library, library.detect_image(self.handle, picture, nullptr, &found, &error), error,
          "MpPoseLandmarkerDetectImage");
  }
  Result result{library, found};
  int people = static_cast<int>(found.pose_landmarks_count);
  if (people > self.people || found.pose_world_landmarks_count != found.pose_landmarks_count) {
    throw std::runtime_error("at most " + std::to_string(self.people) + " people were asked for, the model gave " +
                             std::to_string(people) + " and " + std::to_string(found.pose_world_landmarks_count));
  }
  for (int i = 0; i < people; i++) {
    copyPerson(found.pose_landmarks[i], found.pose_world_landmarks[i], out + i * kLandmarks * kNumbers);
  }
  return people;
}

inline void closeLandmarker(int64_t landmarker) {
  Landmarker* self = reinterpret_cast<Landmarker*>(landmarker);
  const Library& library = *self->library;
  char* error = nullptr;
  int status = library.close(self->handle, &error);
  delete self;
  check(library, status, error, "MpPoseLandmarkerClose");
}

// Makes everything that is written to the process's standard error go to the file instead; returns a descriptor of the real one.
inline int redirectStandardError(const char* path) {
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  int kept = file < 0 ? -1 : fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (kept < 0 || dup2(file, STDERR_FILENO) < 0) {
    std::string reason = std::strerror(errno);
    if (file >= 0) ::close(file);
    if (kept >= 0) ::close(kept);
    throw std::runtime_error(std::string("standard error cannot go to ") + path + ": " + reason);
  }
  ::close(file);
  return kept;
}

inline void restoreStandardError(int kept) {
  int result = dup2(kept, STDERR_FILENO);
  ::close(kept);
  if (result < 0) {
    throw std::runtime_error(std::string("standard error cannot be put back: ") + std::strerror(errno));
  }
}

inline char abort_note[PATH_MAX];

// Runs in the aborting thread, whose heap may be corrupt: calls only async-signal-safe functions.
inline void noteAbort(int signal) {
  char line[64] = "SIGABRT thread ";
  size_t length = std::strlen(line);
  char digits[24];
  int count = 0;
  for (long thread = syscall(SYS_gettid); thread > 0 && count < 24; thread /= 10) {
    digits[count++] = static_cast<char>('0' + thread % 10);
  }
  while (count > 0) {
    line[length++] = digits[--count];
  }
  line[length++] = '\n';
  int file = open(abort_note, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file >= 0) {
    ssize_t unused = write(file, line, length);
    (void)unused;
    ::close(file);
  }
  // Blocked until this returns; then it ends the process, because the handler works only once.
  raise(signal);
}

// From now on, SIGABRT, for which the JVM writes no error file, leaves a line in the file at this path.
inline void noteAborts(const char* path) {
  if (std::strlen(path) >= sizeof abort_note) {
    throw std::runtime_error(std::string("the path is too long for a note: ") + path);
  }
  std::strcpy(abort_note, path);
  struct sigaction action = {};
  action.sa_handler = noteAbort;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK);
  if (sigaction(SIGABRT, &action, nullptr) != 0) {
    throw std::runtime_error(std::string("SIGABRT cannot be noted: ") + std::strerror(errno));
  }
}

inline void writeAll(int descriptor, const signed char* bytes, int count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, static_cast<size_t>(count));
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      throw std::runtime_error(std::string("writing to standard error failed: ") + std::strerror(errno));
    }
    bytes += written;
    count -= static_cast<int>(written);
  }
}

}  // namespace muybridge
