// Lines with round ends, and pieces that were painted elsewhere, laid over the planes of a picture (YUV 4:2:0, 8
// bits), as flat calls for JavaCPP.
//
// Works on two rows of pixels at a time. What is drawn there is put together in colour first, because the planes
// have one sample of colour for four pixels. Nothing as large as the picture is needed. The result is the same on
// every machine: whole numbers, and of fractions only operations whose result IEEE 754 prescribes.
//
// Colours are 0xAARRGGBB; where it says so, multiplied by their opacity.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace muybridge {

// From the middle of a pixel to its corner, which is as far as it reaches, and a little for rounding.
constexpr double kHalfPixel = 0.7072;

constexpr int kFull = 255;

// Where the planes are. Width and height are the picture's, made even; the last column or row of Y may have no
// place in the plane.
struct Planes {
  uint8_t* y;
  uint8_t* u;
  uint8_t* v;
  int y_stride;
  int u_stride;
  int v_stride;
  int y_bytes;
  int width;
  int height;
};

// `layout` has the last six of the fields.
inline Planes planesAt(signed char* y, signed char* u, signed char* v, const int* layout) {
  return {reinterpret_cast<uint8_t*>(y),
          reinterpret_cast<uint8_t*>(u),
          reinterpret_cast<uint8_t*>(v),
          layout[0],
          layout[1],
          layout[2],
          layout[3],
          layout[4],
          layout[5]};
}

// `value * part / 255`, rounded.
inline int share(int value, int part) {
  int product = value * part + 128;
  return (product + (product >> 8)) >> 8;
}

// Lays a colour of that opacity over `under`. `under` and the result are multiplied by their opacity, `rgb` is not.
inline uint32_t over(uint32_t under, uint32_t rgb, int opacity) {
  int kept = 255 - opacity;
  int alpha = opacity + share(under >> 24, kept);
  int red = share(rgb >> 16 & 255, opacity) + share(under >> 16 & 255, kept);
  int green = share(rgb >> 8 & 255, opacity) + share(under >> 8 & 255, kept);
  int blue = share(rgb & 255, opacity) + share(under & 255, kept);
  return static_cast<uint32_t>(alpha) << 24 | static_cast<uint32_t>(red << 16 | green << 8 | blue);
}

inline uint8_t sample(int times65536) {
  return static_cast<uint8_t>(std::clamp((times65536 + 32768) >> 16, 0, 255));
}

// Lays pairs of rows over the planes: Y pixel by pixel, U and V by blocks of 2x2. What nothing covers keeps its
// bytes.
class Blender {
 public:
  // Of Y, U and V: what red, green, blue and opacity each add, times 65536.
  Blender(const Planes& planes, const int* weights) : planes_(planes), wy_(weights), wu_(weights + 4), wv_(weights + 8) {}

  // Colours multiplied by their opacity; `x`, `y` and `width` are even.
  void lay(const uint32_t* upper, const uint32_t* lower, int x, int y, int width) {
    int64_t upper_at = static_cast<int64_t>(y) * planes_.y_stride + x;
    int upper_room = room(x, upper_at, width);
    int lower_room = room(x, upper_at + planes_.y_stride, width);
    uint8_t* above = planes_.y + upper_at;
    uint8_t* below = above + planes_.y_stride;
    uint8_t* u = planes_.u + static_cast<int64_t>(y / 2) * planes_.u_stride + x / 2;
    uint8_t* v = planes_.v + static_cast<int64_t>(y / 2) * planes_.v_stride + x / 2;
    for (int i = 0; i < width; i += 2) {
      uint32_t block[] = {upper[i], upper[i + 1], lower[i], lower[i + 1]};
      if ((block[0] | block[1] | block[2] | block[3]) == 0) {
        continue;
      }
      if (i + 2 <= upper_room && i + 2 <= lower_room && block[0] == block[1] && block[0] == block[2] && block[0] == block[3]) {
        layFlat(block[0], above + i, below + i, u + i / 2, v + i / 2);
        continue;
      }
      for (int j = 0; j < 2; j++) {
        if (i + j < upper_room) {
          above[i + j] = luma(above[i + j], block[j]);
        }
        if (i + j < lower_room) {
          below[i + j] = luma(below[i + j], block[2 + j]);
        }
      }
      layColour(block, u + i / 2, v + i / 2);
    }
  }

 private:
  // How many of `width` pixels of Y exist.
  int room(int x, int64_t at, int width) const {
    return static_cast<int>(std::clamp<int64_t>(std::min<int64_t>(planes_.y_stride - x, planes_.y_bytes - at), 0, width));
  }

  static int weigh(const int* weights, int red, int green, int blue, int opacity) {
    return weights[0] * red + weights[1] * green + weights[2] * blue + weights[3] * opacity;
  }

  static int weigh(const int* weights, uint32_t argb) {
    return weigh(weights, argb >> 16 & 255, argb >> 8 & 255, argb & 255, argb >> 24);
  }

  // What is kept of a sample under that opacity, times 65536: 65536 / 255 is 257 as near as a sample's precision
  // asks for.
  static int kept(uint32_t argb) { return static_cast<int>(255 - (argb >> 24)) * 257; }

  uint8_t luma(uint8_t before, uint32_t argb) const {
    return (argb >> 24) == 0 ? before : sample(before * kept(argb) + weigh(wy_, argb));
  }

  // The colours of four pixels have one sample, so it gets their mean.
  void layColour(const uint32_t* block, uint8_t* u, uint8_t* v) const {
    int opacity = 0, red = 0, green = 0, blue = 0;
    for (int i = 0; i < 4; i++) {
      opacity += block[i] >> 24;
      red += block[i] >> 16 & 255;
      green += block[i] >> 8 & 255;
      blue += block[i] & 255;
    }
    int kept = (4 * 255 - opacity) * 257;
    *u = sample((*u * kept + weigh(wu_, red, green, blue, opacity)) >> 2);
    *v = sample((*v * kept + weigh(wv_, red, green, blue, opacity)) >> 2);
  }

  // A block of one colour: most are, and next to others of the same, so that colour is weighed once for all of
  // them.
  void layFlat(uint32_t argb, uint8_t* above, uint8_t* below, uint8_t* u, uint8_t* v) {
    if (argb != flat_) {
      flat_ = argb;
      flat_kept_ = kept(argb);
      flat_y_ = weigh(wy_, argb);
      flat_u_ = weigh(wu_, argb);
      flat_v_ = weigh(wv_, argb);
    }
    above[0] = sample(above[0] * flat_kept_ + flat_y_);
    above[1] = sample(above[1] * flat_kept_ + flat_y_);
    below[0] = sample(below[0] * flat_kept_ + flat_y_);
    below[1] = sample(below[1] * flat_kept_ + flat_y_);
    *u = sample(*u * flat_kept_ + flat_u_);
    *v = sample(*v * flat_kept_ + flat_v_);
  }

  const Planes planes_;
  const int* const wy_;
  const int* const wu_;
  const int* const wv_;
  uint32_t flat_ = 0;
  int flat_kept_ = 255 * 257;
  int flat_y_ = 0;
  int flat_u_ = 0;
  int flat_v_ = 0;
};

// Some pixels of a row, or some rows: from one to before another; none if that is not larger.
struct Span {
  int from;
  int to;

  // Takes in `other` and all between. What is to be widened at first begins behind everything and ends before it.
  void widen(const Span& other) {
    from = std::min(from, other.from);
    to = std::max(to, other.to);
  }
};

// The first whole number from `x` on, within `least..most`.
inline int firstFrom(double x, int least, int most) {
  if (!(x > least)) {
    return least;
  }
  if (x >= most) {
    return most;
  }
  int below = static_cast<int>(x);
  return below < x ? below + 1 : below;
}

// The number behind the last whole number up to `x`, within `0..most`.
inline int behind(double x, int most) {
  if (!(x >= 0)) {
    return 0;
  }
  return x >= most ? most : static_cast<int>(x) + 1;
}

// A line with round ends, or a dot if both ends are the same, in a system whose whole numbers are the middles of
// pixels.
class Line {
 public:
  // `numbers` are x and y of one end, of the other, and half the width, more than 0, all in pixels; it may lie
  // outside the picture.
  Line(const double* numbers, int width, int height)
      : x1_(numbers[0] - 0.5),
        y1_(numbers[1] - 0.5),
        x2_(numbers[2] - 0.5),
        y2_(numbers[3] - 0.5),
        radius_(numbers[4]),
        width_(width) {
    length_ = std::sqrt((x2_ - x1_) * (x2_ - x1_) + (y2_ - y1_) * (y2_ - y1_));
    dx_ = length_ > 0 ? (x2_ - x1_) / length_ : 1;
    dy_ = length_ > 0 ? (y2_ - y1_) / length_ : 0;
    rows_.to = behind(std::max(y1_, y2_) + radius_ + kHalfPixel, height);
    rows_.from = firstFrom(std::min(y1_, y2_) - radius_ - kHalfPixel, 0, rows_.to);
  }

  const Span& rows() const { return rows_; }

  // Raises the coverage of a row's pixels, 0 to 255, to what this line covers of them; returns which those are.
  // Pixels that lie inside as a whole are covered in full; only those near the edge need a closer look.
  Span cover(int y, uint8_t* coverage) const {
    Chord outer = chord(y, radius_ + kHalfPixel);
    Span span;
    span.to = behind(outer.right, width_);
    span.from = firstFrom(outer.left, 0, span.to);
    if (span.from == span.to) {
      return span;
    }
    Chord inner = chord(y, radius_ - kHalfPixel);
    int full = firstFrom(inner.left, span.from, span.to);
    int rest = std::max(full, behind(inner.right, span.to));
    edge(y, full == rest ? span : Span{span.from, full}, coverage);
    if (full < rest) {
      std::fill(coverage + full, coverage + rest, static_cast<uint8_t>(kFull));
      edge(y, {rest, span.to}, coverage);
    }
    return span;
  }

 private:
  // Between these a row of pixels is no further than a certain reach from the line.
  struct Chord {
    double left = INFINITY;
    double right = -INFINITY;

    void stretch(double x) {
      left = std::min(left, x);
      right = std::max(right, x);
    }
  };

  Chord chord(int y, double reach) const {
    Chord chord;
    if (reach > 0) {
      arc(x1_, y - y1_, reach, chord);
      arc(x2_, y - y2_, reach, chord);
      side(y, reach, chord);
      side(y, -reach, chord);
    }
    return chord;
  }

  static void arc(double middle, double away, double reach, Chord& chord) {
    double squared = reach * reach - away * away;
    if (squared >= 0) {
      double half = std::sqrt(squared);
      chord.stretch(middle - half);
      chord.stretch(middle + half);
    }
  }

  // The long side that lies `reach` to the right of the line, as seen along it.
  void side(int y, double reach, Chord& chord) const {
    double along = dy_ == 0 ? -1 : (y - y1_ - reach * dx_) / dy_;
    if (along >= 0 && along <= length_) {
      chord.stretch(x1_ - reach * dy_ + along * dx_);
    }
  }

  void edge(int y, const Span& span, uint8_t* coverage) const {
    double down = y - y1_;
    for (int x = span.from; x < span.to; x++) {
      double across = x - x1_;
      double along = across * dx_ + down * dy_;
      double covered;
      if (along >= 0 && along <= length_) {
        covered = share(std::abs(across * dy_ - down * dx_), std::abs(dx_), std::abs(dy_));
      } else {
        double end = along < 0 ? 0 : length_;
        double off_x = std::abs(across - end * dx_);
        double off_y = std::abs(down - end * dy_);
        double distance = std::sqrt(off_x * off_x + off_y * off_y);
        // In the very middle any direction will do.
        covered = distance < 1e-6 ? share(0, 1, 0) : share(distance, off_x / distance, off_y / distance);
      }
      coverage[x] = std::max(coverage[x], static_cast<uint8_t>(255 * covered + 0.5));
    }
  }

  // How much of a pixel the line covers, 0..1: the pixel's middle is that far from the line's, in a direction of
  // length 1 with these two parts, neither negative.
  double share(double distance, double one, double other) const {
    double most = std::max(one, other);
    double least = std::min(one, other);
    double near = within(radius_ - distance, most, least);
    return radius_ + distance > kHalfPixel ? near : near - within(-radius_ - distance, most, least);
  }

  // How much of a pixel lies on this side of a straight edge, 0..1. `inside` is how far the pixel's middle is on
  // this side, negative on the other; `most` and `least` are the parts of the direction of length 1 that leads
  // straight to the edge.
  static double within(double inside, double most, double least) {
    double away = std::abs(inside);
    double corner = (most + least) / 2 - away;
    if (corner <= 0) {
      return inside > 0 ? 1 : 0;
    }
    // Beyond the edge lies a triangle at a corner, or all of the pixel from one side to the other.
    double beyond = corner < least ? corner * corner / (2 * most * least) : 0.5 - away / most;
    return inside > 0 ? 1 - beyond : beyond;
  }

  double x1_;
  double y1_;
  double x2_;
  double y2_;
  double radius_;
  int width_;
  double length_;
  double dx_;
  double dy_;
  Span rows_;
};

// Lines of one colour, which are gathered before they are inked, so that where they cross the ink does not get
// denser.
struct Ink {
  uint32_t argb;
  std::vector<Line> lines;
  Span rows;

  // Lays the colour over row `y`, and adds where to `inked`. `coverage` is empty before and after.
  void lay(int y, uint8_t* coverage, uint32_t* row, std::vector<Span>& inked) const {
    if (y < rows.from || y >= rows.to) {
      return;
    }
    size_t first = inked.size();
    for (const Line& line : lines) {
      if (line.rows().from <= y && y < line.rows().to) {
        inked.push_back(line.cover(y, coverage));
      }
    }
    for (size_t i = first; i < inked.size(); i++) {
      lay(inked[i], coverage, row);
    }
  }

 private:
  void lay(const Span& span, uint8_t* coverage, uint32_t* row) const {
    int opacity = argb >> 24;
    uint32_t alone = over(0, argb, opacity);
    for (int x = span.from; x < span.to; x++) {
      if (coverage[x] == kFull && (opacity == 255 || row[x] == 0)) {
        row[x] = alone;
      } else if (coverage[x] != 0) {
        row[x] = over(row[x], argb, share(coverage[x], opacity));
      }
      coverage[x] = 0;
    }
  }
};

// Widens spans to whole blocks of two pixels, puts them in order, and makes one of those that touch.
inline void tidy(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  size_t count = 0;
  for (const Span& span : spans) {
    Span blocks = {span.from & ~1, (span.to + 1) & ~1};
    if (count > 0 && blocks.from <= spans[count - 1].to) {
      spans[count - 1].to = std::max(spans[count - 1].to, blocks.to);
    } else if (blocks.from < blocks.to) {
      spans[count++] = blocks;
    }
  }
  spans.resize(count);
}

// Draws lines. For each of `count` colours, one over the other, `inks` has the colour and how many of the lines
// have it. For each line, `lines` has the numbers that `Line` takes.
inline void drawLines(signed char* y, signed char* u, signed char* v, const int* layout, const int* weights,
                      const double* lines, const int* inks, int count) {
  Planes planes = planesAt(y, u, v, layout);
  Blender blender(planes, weights);
  std::vector<Ink> drawn;
  Span rows = {planes.height, 0};
  for (int i = 0; i < count; i++) {
    Ink ink = {static_cast<uint32_t>(inks[2 * i]), {}, {planes.height, 0}};
    for (int j = 0; j < inks[2 * i + 1]; j++, lines += 5) {
      ink.lines.emplace_back(lines, planes.width, planes.height);
      ink.rows.widen(ink.lines.back().rows());
    }
    rows.widen(ink.rows);
    drawn.push_back(std::move(ink));
  }
  std::vector<uint8_t> coverage(planes.width);
  std::vector<uint32_t> pixels(2 * static_cast<size_t>(planes.width));
  uint32_t* upper = pixels.data();
  uint32_t* lower = upper + planes.width;
  std::vector<Span> inked;
  for (int top = rows.from & ~1; top < rows.to; top += 2) {
    inked.clear();
    for (const Ink& ink : drawn) {
      ink.lay(top, coverage.data(), upper, inked);
      ink.lay(top + 1, coverage.data(), lower, inked);
    }
    tidy(inked);
    for (const Span& span : inked) {
      blender.lay(upper + span.from, lower + span.from, span.from, top, span.to - span.from);
      std::fill(upper + span.from, upper + span.to, 0);
      std::fill(lower + span.from, lower + span.to, 0);
    }
  }
}

// Lays a piece of painting over the planes: colours multiplied by their opacity, from `offset` on, `scan` from row
// to row. `place` is x, y, width and height in the picture, all even.
inline void layPatch(signed char* y, signed char* u, signed char* v, const int* layout, const int* weights, const int* argb,
                     int offset, int scan, const int* place) noexcept {
  Blender blender(planesAt(y, u, v, layout), weights);
  for (int row = 0; row < place[3]; row += 2) {
    const uint32_t* upper = reinterpret_cast<const uint32_t*>(argb) + offset + static_cast<int64_t>(row) * scan;
    blender.lay(upper, upper + scan, place[0], place[1] + row, place[2]);
  }
}

}  // namespace muybridge
