// A flat C++ face of the pose part of MediaPipe's C library, version 0.10.33. The library is opened by its path and kept to itself
// (RTLD_LOCAL), so that its many symbols meet no other library's. Every function returns 0 or more when it worked, and a negative
// number with a text in `error` when it did not.
#pragma once

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cstddef>

namespace muybridge {

// The structs of mediapipe/tasks/c at 0.10.33; they differ in other versions.
struct BaseOptions {
    const char* model_asset_buffer;
    unsigned int model_asset_buffer_count;
    const char* model_asset_path;
    int delegate;
    int host_environment;
    int host_system;
    const char* host_version;
};

struct PoseLandmarkerOptions {
    BaseOptions base_options;
    int running_mode;
    int num_poses;
    float min_pose_detection_confidence;
    float min_pose_presence_confidence;
    float min_tracking_confidence;
    bool output_segmentation_masks;
    void* result_callback;
};

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

struct Landmarks {
    Landmark* landmarks;
    uint32_t count;
};

struct PoseLandmarkerResult {
    void** segmentation_masks;
    uint32_t segmentation_masks_count;
    Landmarks* pose_landmarks;
    uint32_t pose_landmarks_count;
    Landmarks* pose_world_landmarks;
    uint32_t pose_world_landmarks_count;
};

static_assert(sizeof(BaseOptions) == 48, "layout of BaseOptions");
static_assert(offsetof(PoseLandmarkerOptions, running_mode) == 48, "layout of PoseLandmarkerOptions");
static_assert(offsetof(PoseLandmarkerOptions, result_callback) == 72, "layout of PoseLandmarkerOptions");
static_assert(sizeof(Landmark) == 40, "layout of Landmark");
static_assert(offsetof(Landmark, visibility) == 16 && offsetof(Landmark, presence) == 24, "layout of Landmark");
static_assert(sizeof(PoseLandmarkerResult) == 48, "layout of PoseLandmarkerResult");

typedef int (*CreateFunction)(const PoseLandmarkerOptions*, void**, char**);
typedef int (*DetectFunction)(void*, void*, const void*, int64_t, PoseLandmarkerResult*, char**);
typedef void (*CloseResultFunction)(PoseLandmarkerResult*);
typedef int (*CloseFunction)(void*, char**);
typedef int (*ImageFunction)(int, int, int, const uint8_t*, int, void**, char**);
typedef void (*ImageFreeFunction)(void*);
typedef void (*ErrorFreeFunction)(void*);

struct Library {
    CreateFunction create;
    DetectFunction detect;
    CloseResultFunction close_result;
    CloseFunction close;
    ImageFunction image;
    ImageFreeFunction image_free;
    ErrorFreeFunction error_free;
};

static Library library;

const int kFailed = -1;
const int kErrorBytes = 1024;
const int kSrgb = 1;
const int kVideoMode = 2;

inline void explain(char* error, const char* text) {
    snprintf(error, kErrorBytes, "%s", text == nullptr ? "no message" : text);
}

// Takes over the library's own message and frees it.
inline int failed(int status, char* message, char* error) {
    snprintf(error, kErrorBytes, "status %d: %s", status, message == nullptr ? "no message" : message);
    if (message != nullptr) {
        library.error_free(message);
    }
    return kFailed;
}

template <typename Function>
inline bool find(void* handle, const char* name, Function* function, char* error) {
    *function = reinterpret_cast<Function>(dlsym(handle, name));
    if (*function == nullptr) {
        snprintf(error, kErrorBytes, "has no function %s", name);
    }
    return *function != nullptr;
}

// Opens the library; error has kErrorBytes. Never closed: its threads and statics live as long as the process.
inline int openLibrary(const char* path, char* error) {
    void* handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        explain(error, dlerror());
        return kFailed;
    }
    bool all = find(handle, "MpPoseLandmarkerCreate", &library.create, error) &&
               find(handle, "MpPoseLandmarkerDetectForVideo", &library.detect, error) &&
               find(handle, "MpPoseLandmarkerCloseResult", &library.close_result, error) &&
               find(handle, "MpPoseLandmarkerClose", &library.close, error) &&
               find(handle, "MpImageCreateFromUint8Data", &library.image, error) &&
               find(handle, "MpImageFree", &library.image_free, error) &&
               find(handle, "MpErrorFree", &library.error_free, error);
    return all ? 0 : kFailed;
}

// Makes a landmarker in VIDEO mode for one person on the CPU from the bytes of a .task bundle, which must live as long as it.
inline int createLandmarker(const char* model, unsigned int modelBytes, float confidence, int64_t* landmarker, char* error) {
    PoseLandmarkerOptions options;
    memset(&options, 0, sizeof options);
    options.base_options.model_asset_buffer = model;
    options.base_options.model_asset_buffer_count = modelBytes;
    options.running_mode = kVideoMode;
    options.num_poses = 1;
    options.min_pose_detection_confidence = confidence;
    options.min_pose_presence_confidence = confidence;
    options.min_tracking_confidence = confidence;
    void* made = nullptr;
    char* message = nullptr;
    int status = library.create(&options, &made, &message);
    if (status != 0) {
        return failed(status, message, error);
    }
    *landmarker = reinterpret_cast<int64_t>(made);
    return 0;
}

inline void copyLandmarks(const Landmarks& from, float* out) {
    for (uint32_t i = 0; i < from.count; i++) {
        const Landmark& point = from.landmarks[i];
        *out++ = point.x;
        *out++ = point.y;
        *out++ = point.z;
        *out++ = point.has_visibility ? point.visibility : 0;
        *out++ = point.has_presence ? point.presence : 0;
    }
}

// Finds people in a packed RGB picture. `out` has room for `capacity` people, each `points` landmarks and then as many world
// landmarks of 5 floats (x, y, z, visibility, presence). Returns how many people.
inline int detectForVideo(int64_t landmarker, int64_t rgb, int width, int height, int64_t timestampMillis, float* out,
                          int capacity, int points, char* error) {
    void* image = nullptr;
    char* message = nullptr;
    int status = library.image(kSrgb, width, height, reinterpret_cast<const uint8_t*>(rgb), width * height * 3, &image, &message);
    if (status != 0) {
        return failed(status, message, error);
    }
    PoseLandmarkerResult result;
    memset(&result, 0, sizeof result);
    status = library.detect(reinterpret_cast<void*>(landmarker), image, nullptr, timestampMillis, &result, &message);
    library.image_free(image);
    if (status != 0) {
        return failed(status, message, error);
    }
    int people = static_cast<int>(result.pose_landmarks_count);
    bool whole = people <= capacity && result.pose_world_landmarks_count == result.pose_landmarks_count;
    for (int i = 0; whole && i < people; i++) {
        whole = result.pose_landmarks[i].count == static_cast<uint32_t>(points) &&
                result.pose_world_landmarks[i].count == static_cast<uint32_t>(points);
        if (whole) {
            copyLandmarks(result.pose_landmarks[i], out + i * points * 10);
            copyLandmarks(result.pose_world_landmarks[i], out + i * points * 10 + points * 5);
        }
    }
    library.close_result(&result);
    if (!whole) {
        explain(error, "the result is not of the shape that was asked for");
        return kFailed;
    }
    return people;
}

inline int closeLandmarker(int64_t landmarker, char* error) {
    char* message = nullptr;
    int status = library.close(reinterpret_cast<void*>(landmarker), &message);
    return status == 0 ? 0 : failed(status, message, error);
}

}  // namespace muybridge
