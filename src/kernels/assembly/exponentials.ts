/** exp and log1p of two numbers at a time, within about one unit in the last place where they are used. */

const LOG2_E: f64 = Math.LOG2E;
/** ln 2 in two parts, the first of few bits, so that whole multiples of it are exact (Cody and Waite, 1980). */
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** Below this exp is taken as 0: it is less than 1e-307. */
const LEAST: f64 = -707.0;

/** exp(x) for x <= 0: a power of two times the Taylor series to the 13th power at no more than ln 2 / 2 from 0. */
export function expNegative(x: v128): v128 {
  const clamped = f64x2.pmax(f64x2.splat(LEAST), x);
  const power = f64x2.nearest(f64x2.mul(clamped, f64x2.splat(LOG2_E)));
  const r = f64x2.sub(
    f64x2.sub(clamped, f64x2.mul(power, f64x2.splat(LN2_HIGH))),
    f64x2.mul(power, f64x2.splat(LN2_LOW)),
  );
  // Two chains, of the even and of the odd powers from the second on, so that they run side by side.
  const square = f64x2.mul(r, r);
  let even = f64x2.splat(2.08767569878681e-9); // 1 / 12!
  let odd = f64x2.splat(1.6059043836821613e-10); // 1 / 13!
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(2.755731922398589e-7));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(2.505210838544172e-8));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(2.48015873015873e-5));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(2.7557319223985893e-6));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(0.001388888888888889));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(0.0001984126984126984));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(0.041666666666666664));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(0.008333333333333333));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(0.5));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(0.16666666666666666));
  const tail = f64x2.mul(square, f64x2.add(even, f64x2.mul(odd, r)));
  const value = f64x2.add(f64x2.splat(1), f64x2.add(r, tail));
  // The power of two is added to the exponent's bits.
  const bits = i64x2.shl(i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(power)), 52);
  return v128.and(i64x2.add(value, bits), f64x2.gt(x, f64x2.splat(LEAST)));
}

/**
 * log(1 + x) for x from 0 to 1: 2 atanh(s) with s = x / (2 + x), whose series in s^2 <= 1/9 ends with the 17th term.
 */
export function log1pUnit(x: v128): v128 {
  const s = f64x2.div(x, f64x2.add(f64x2.splat(2), x));
  const t = f64x2.mul(s, s);
  const t2 = f64x2.mul(t, t);
  let even = f64x2.splat(1.0 / 33.0);
  let odd = f64x2.splat(1.0 / 35.0);
  even = f64x2.add(f64x2.mul(even, t2), f64x2.splat(1.0 / 29.0));
  odd = f64x2.add(f64x2.mul(odd, t2), f64x2.splat(1.0 / 31.0));
  even = f64x2.add(f64x2.mul(even, t2), f64x2.splat(1.0 / 25.0));
  odd = f64x2.add(f64x2.mul(odd, t2), f64x2.splat(1.0 / 27.0));
  even = f64x2.add(f64x2.mul(even, t2), f64x2.splat(1.0 / 21.0));
  odd = f64x2.add(f64x2.mul(odd, t2), f64x2.splat(1.0 / 23.0));
  even = f64x2.add(f64x2.mul(even, t2), f64x2.splat(1.0 / 17.0));
  odd = f64x2.add(f64x2.mul(odd, t2), f64x2.splat(1.0 / 19.0));
  even = f64x2.add(f64x2.mul(even, t2), f64x2.splat(1.0 / 13.0));
  odd = f64x2.add(f64x2.mul(odd, t2), f64x2.splat(1.0 / 15.0));
  even = f64x2.add(f64x2.mul(even, t2), f64x2.splat(1.0 / 9.0));
  odd = f64x2.add(f64x2.mul(odd, t2), f64x2.splat(1.0 / 11.0));
  even = f64x2.add(f64x2.mul(even, t2), f64x2.splat(1.0 / 5.0));
  odd = f64x2.add(f64x2.mul(odd, t2), f64x2.splat(1.0 / 7.0));
  // s + s t (1/3 + t (...)), doubled: the small part is added last.
  const series = f64x2.add(f64x2.splat(1.0 / 3.0), f64x2.mul(t, f64x2.add(even, f64x2.mul(t, odd))));
  const twice = f64x2.add(s, s);
  return f64x2.add(twice, f64x2.mul(f64x2.mul(twice, t), series));
}
