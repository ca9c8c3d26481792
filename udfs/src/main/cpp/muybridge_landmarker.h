// MediaPipe's pose landmarker.
#pragma once

#include <cstring>

#include "muybridge_library.h"

namespace muybridge {

namespace mp {

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

}  // namespace mp

struct Landmarker {
  const Library* library;
  void* handle;
  int people;
  bool video;
};

// Landmarks per person, and numbers per landmark: x, y, z, visibility, presence, and x, y, z in metres.
constexpr int kLandmarks = 33;
constexpr int kNumbers = 8;

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

}  // namespace muybridge
