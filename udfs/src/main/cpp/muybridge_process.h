// What this process does with its standard error and with an abort, as flat calls for JavaCPP. Errors become a
// std::runtime_error, as in muybridge_library.h.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <stdexcept>
#include <string>

namespace muybridge {

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
