;; The functions of src/particles/deviates.ts and kernel.ts on pairs of doubles (128-bit SIMD, no relaxed operation: the same bits everywhere).
;; At address 0 the 16 words of the four streams; then arrays of 1024 doubles: deviates from 64 on, exponents from 8256, positions from 16448, drifts from 24640, rises from
;; 32832, levels from 41024. A function with an odd $n does one more number than it should, which is never used.
(module
  (memory (export "memory") 1)

  ;; The next $n deviates, n > 0 a multiple of 4.
  (func (export "normals") (param $n i32)
    (local $out i32) (local $end i32)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $t v128)
    (local $radial v128) (local $angular v128) (local $exponent v128) (local $m v128)
    (local $s v128) (local $z v128) (local $z2 v128) (local $z4 v128) (local $R v128) (local $angle v128) (local $sin v128) (local $cos v128)
    (local.set $out (i32.const 64))
    (local.set $end (i32.add (i32.const 64) (i32.shl (local.get $n) (i32.const 3))))
    (local.set $s0 (v128.load (i32.const 0)))
    (local.set $s1 (v128.load (i32.const 16)))
    (local.set $s2 (v128.load (i32.const 32)))
    (local.set $s3 (v128.load (i32.const 48)))
    (loop $fours
      ;; xoshiro128++ on four streams, twice
      (local.set $t (i32x4.add (local.get $s0) (local.get $s3)))
      (local.set $radial (i32x4.add (local.get $s0)
        (v128.or (i32x4.shl (local.get $t) (i32.const 7)) (i32x4.shr_u (local.get $t) (i32.const 25)))))
      (local.set $t (i32x4.shl (local.get $s1) (i32.const 9)))
      (local.set $s2 (v128.xor (local.get $s2) (local.get $s0)))
      (local.set $s3 (v128.xor (local.get $s3) (local.get $s1)))
      (local.set $s1 (v128.xor (local.get $s1) (local.get $s2)))
      (local.set $s0 (v128.xor (local.get $s0) (local.get $s3)))
      (local.set $s2 (v128.xor (local.get $s2) (local.get $t)))
      (local.set $s3 (v128.or (i32x4.shl (local.get $s3) (i32.const 11)) (i32x4.shr_u (local.get $s3) (i32.const 21))))
      (local.set $t (i32x4.add (local.get $s0) (local.get $s3)))
      (local.set $angular (i32x4.add (local.get $s0)
        (v128.or (i32x4.shl (local.get $t) (i32.const 7)) (i32x4.shr_u (local.get $t) (i32.const 25)))))
      (local.set $t (i32x4.shl (local.get $s1) (i32.const 9)))
      (local.set $s2 (v128.xor (local.get $s2) (local.get $s0)))
      (local.set $s3 (v128.xor (local.get $s3) (local.get $s1)))
      (local.set $s1 (v128.xor (local.get $s1) (local.get $s2)))
      (local.set $s0 (v128.xor (local.get $s0) (local.get $s3)))
      (local.set $s2 (v128.xor (local.get $s2) (local.get $t)))
      (local.set $s3 (v128.or (i32x4.shl (local.get $s3) (i32.const 11)) (i32x4.shr_u (local.get $s3) (i32.const 21))))

      ;; v = 1 − k 2^-52 = 2^e m, m in [√½, √2) to 32 bits
      (local.set $m (f64x2.sub (v128.const f64x2 2 2)
        (v128.or (i64x2.shr_u (local.get $radial) (i32.const 12)) (v128.const i64x2 0x3ff0000000000000 0x3ff0000000000000))))
      (local.set $exponent (i64x2.shr_u
        (i64x2.add (local.get $m) (v128.const i64x2 0x00095f6200000000 0x00095f6200000000))
        (i32.const 52)))
      (local.set $m (i64x2.sub
        (i64x2.add (local.get $m) (v128.const i64x2 0x3ff0000000000000 0x3ff0000000000000))
        (i64x2.shl (local.get $exponent) (i32.const 52))))
      ;; e + 1023 as a double: 2^52 + e + 1023 by its bits, less 2^52 + 1023
      (local.set $exponent (f64x2.sub
        (v128.or (local.get $exponent) (v128.const i64x2 0x4330000000000000 0x4330000000000000))
        (v128.const f64x2 4503599627371519 4503599627371519)))
      (local.set $s (f64x2.div
        (f64x2.sub (local.get $m) (v128.const f64x2 1 1))
        (f64x2.add (local.get $m) (v128.const f64x2 1 1))))
      (local.set $z (f64x2.mul (local.get $s) (local.get $s)))
      (local.set $z2 (f64x2.mul (local.get $z) (local.get $z)))
      (local.set $z4 (f64x2.mul (local.get $z2) (local.get $z2)))
      (local.set $s (f64x2.add (local.get $s) (local.get $s)))
      ;; R = √(−2 ln v)
      (local.set $R (f64x2.sqrt (f64x2.sub
        (f64x2.mul (v128.const f64x2 -1.3862943611198906 -1.3862943611198906) (local.get $exponent))
        (f64x2.mul (v128.const f64x2 2 2)
          (f64x2.add (local.get $s) (f64x2.mul (local.get $s) (f64x2.mul (local.get $z) (f64x2.add
            (f64x2.add
              (v128.const f64x2 0.3333333333333333 0.3333333333333333)
              (f64x2.mul (local.get $z) (v128.const f64x2 0.2 0.2)))
            (f64x2.mul (local.get $z2) (f64x2.add
              (f64x2.add
                (f64x2.add
                  (v128.const f64x2 0.14285714285714285 0.14285714285714285)
                  (f64x2.mul (local.get $z) (v128.const f64x2 0.1111111111111111 0.1111111111111111)))
                (f64x2.mul (local.get $z2) (f64x2.add
                  (v128.const f64x2 0.09090909090909091 0.09090909090909091)
                  (f64x2.mul (local.get $z) (v128.const f64x2 0.07692307692307693 0.07692307692307693)))))
              (f64x2.mul (local.get $z4) (f64x2.add
                (f64x2.add
                  (v128.const f64x2 0.06666666666666667 0.06666666666666667)
                  (f64x2.mul (local.get $z) (v128.const f64x2 0.058823529411764705 0.058823529411764705)))
                (f64x2.mul (local.get $z2) (v128.const f64x2 0.05263157894736842 0.05263157894736842)))))))))))))
)
      ;; φ in [−π/4, π/4), its sine and its cosine
      (local.set $angle (f64x2.mul
        (f64x2.sub
          (v128.or (i64x2.shr_u (local.get $angular) (i32.const 12)) (v128.const i64x2 0x3ff0000000000000 0x3ff0000000000000))
          (v128.const f64x2 1.5 1.5))
        (v128.const f64x2 1.5707963267948966 1.5707963267948966)))
      (local.set $z (f64x2.mul (local.get $angle) (local.get $angle)))
      (local.set $z2 (f64x2.mul (local.get $z) (local.get $z)))
      (local.set $z4 (f64x2.mul (local.get $z2) (local.get $z2)))
      (local.set $sin (f64x2.add (local.get $angle) (f64x2.mul (local.get $angle) (f64x2.mul (local.get $z) (f64x2.add
        (f64x2.add
          (v128.const f64x2 -0.16666666666666666 -0.16666666666666666)
          (f64x2.mul (local.get $z) (v128.const f64x2 0.008333333333333333 0.008333333333333333)))
        (f64x2.mul (local.get $z2) (f64x2.add
          (f64x2.add
            (f64x2.add
              (v128.const f64x2 -0.0001984126984126984 -0.0001984126984126984)
              (f64x2.mul (local.get $z) (v128.const f64x2 2.7557319223985893e-6 2.7557319223985893e-6)))
            (f64x2.mul (local.get $z2) (f64x2.add
              (v128.const f64x2 -2.505210838544172e-8 -2.505210838544172e-8)
              (f64x2.mul (local.get $z) (v128.const f64x2 1.6059043836821613e-10 1.6059043836821613e-10)))))
          (f64x2.mul (local.get $z4) (f64x2.add
            (v128.const f64x2 -7.647163731819816e-13 -7.647163731819816e-13)
            (f64x2.mul (local.get $z) (v128.const f64x2 2.8114572543455206e-15 2.8114572543455206e-15)))))))))))
      (local.set $cos (f64x2.add (v128.const f64x2 1 1) (f64x2.mul (local.get $z) (f64x2.add
        (f64x2.add
          (v128.const f64x2 -0.5 -0.5)
          (f64x2.mul (local.get $z) (v128.const f64x2 0.041666666666666664 0.041666666666666664)))
        (f64x2.mul (local.get $z2) (f64x2.add
          (f64x2.add
            (f64x2.add
              (v128.const f64x2 -0.001388888888888889 -0.001388888888888889)
              (f64x2.mul (local.get $z) (v128.const f64x2 2.48015873015873e-5 2.48015873015873e-5)))
            (f64x2.mul (local.get $z2) (f64x2.add
              (v128.const f64x2 -2.755731922398589e-7 -2.755731922398589e-7)
              (f64x2.mul (local.get $z) (v128.const f64x2 2.08767569878681e-9 2.08767569878681e-9)))))
          (f64x2.mul (local.get $z4) (f64x2.add
            (v128.const f64x2 -1.1470745597729725e-11 -1.1470745597729725e-11)
            (f64x2.mul (local.get $z) (v128.const f64x2 4.779477332387385e-14 4.779477332387385e-14))))))))))

      ;; the lowest bit of an angle turns the sign of the cosine, the next one exchanges the two
      (local.set $sin (f64x2.mul (local.get $R) (local.get $sin)))
      (local.set $cos (v128.xor (f64x2.mul (local.get $R) (local.get $cos)) (i64x2.shl (local.get $angular) (i32.const 63))))
      (local.set $t (i64x2.shr_s (i64x2.shl (local.get $angular) (i32.const 62)) (i32.const 63)))
      (v128.store (local.get $out) (v128.bitselect (local.get $sin) (local.get $cos) (local.get $t)))
      (v128.store offset=16 (local.get $out) (v128.bitselect (local.get $cos) (local.get $sin) (local.get $t)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $fours (i32.lt_u (local.get $out) (local.get $end))))
    (v128.store (i32.const 0) (local.get $s0))
    (v128.store (i32.const 16) (local.get $s1))
    (v128.store (i32.const 32) (local.get $s2))
    (v128.store (i32.const 48) (local.get $s3)))

  ;; y ← e^y for the first $n exponents y ≤ 0 or NaN, n > 0; for one more where n is odd.
  (func (export "exponentials") (param $n i32)
    (local $at i32) (local $end i32)
    (local $y v128) (local $t v128) (local $r v128) (local $r2 v128) (local $r4 v128) (local $k v128)
    (local.set $at (i32.const 8256))
    (local.set $end (i32.add (i32.const 8256) (i32.shl (local.get $n) (i32.const 3))))
    (loop $pairs
      ;; below −746 all is 0
      (local.set $y (f64x2.pmax (v128.load (local.get $at)) (v128.const f64x2 -746 -746)))
      ;; k = round(y/ln 2): the last bits of 3·2^51 + y/ln 2
      (local.set $t (f64x2.add
        (f64x2.mul (local.get $y) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
        (v128.const f64x2 6755399441055744 6755399441055744)))
      (local.set $r (f64x2.sub (local.get $t) (v128.const f64x2 6755399441055744 6755399441055744)))
      (local.set $r (f64x2.sub
        (f64x2.sub (local.get $y) (f64x2.mul (local.get $r) (v128.const f64x2 0.6931471805598903 0.6931471805598903)))
        (f64x2.mul (local.get $r) (v128.const f64x2 5.497923018708371e-14 5.497923018708371e-14))))
      (local.set $r2 (f64x2.mul (local.get $r) (local.get $r)))
      (local.set $r4 (f64x2.mul (local.get $r2) (local.get $r2)))
      ;; y ← r²q(r)
      (local.set $y (f64x2.mul (local.get $r2) (f64x2.add
        (f64x2.add
          (f64x2.add (v128.const f64x2 0.5 0.5) (f64x2.mul (local.get $r) (v128.const f64x2 0.16666666666666666 0.16666666666666666)))
          (f64x2.mul (local.get $r2)
            (f64x2.add (v128.const f64x2 0.041666666666666664 0.041666666666666664) (f64x2.mul (local.get $r) (v128.const f64x2 0.008333333333333333 0.008333333333333333)))))
        (f64x2.mul (local.get $r4) (f64x2.add
          (f64x2.add
            (f64x2.add (v128.const f64x2 0.001388888888888889 0.001388888888888889) (f64x2.mul (local.get $r) (v128.const f64x2 0.0001984126984126984 0.0001984126984126984)))
            (f64x2.mul (local.get $r2)
              (f64x2.add (v128.const f64x2 2.48015873015873e-05 2.48015873015873e-05) (f64x2.mul (local.get $r) (v128.const f64x2 2.7557319223985893e-06 2.7557319223985893e-06)))))
          (f64x2.mul (local.get $r4) (f64x2.add
            (f64x2.add (v128.const f64x2 2.755731922398589e-07 2.755731922398589e-07) (f64x2.mul (local.get $r) (v128.const f64x2 2.505210838544172e-08 2.505210838544172e-08)))
            (f64x2.mul (local.get $r2)
              (f64x2.add (v128.const f64x2 2.08767569878681e-09 2.08767569878681e-09) (f64x2.mul (local.get $r) (v128.const f64x2 1.6059043836821613e-10 1.6059043836821613e-10)))))))))))
      (local.set $y (f64x2.add (v128.const f64x2 1 1) (f64x2.add (local.get $r) (local.get $y))))
      ;; 2^k in two factors, neither of which underflows; k ← k + 2046, the sum of their exponent fields
      (local.set $k (i64x2.sub (local.get $t) (v128.const i64x2 0x4337fffffffff802 0x4337fffffffff802)))
      (local.set $t (i64x2.shr_u (local.get $k) (i32.const 1)))
      (local.set $y (f64x2.mul (local.get $y) (i64x2.shl (local.get $t) (i32.const 52))))
      (local.set $y (f64x2.mul (local.get $y) (i64x2.shl (i64x2.sub (local.get $k) (local.get $t)) (i32.const 52))))
      (v128.store (local.get $at) (local.get $y))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end)))))

  ;; y ← $factor y/(1 + y)² for the first $n of the exponents.
  (func (export "bells") (param $n i32) (param $factor f64)
    (local $at i32) (local $end i32) (local $y v128) (local $sum v128)
    (local.set $at (i32.const 8256))
    (local.set $end (i32.add (i32.const 8256) (i32.shl (local.get $n) (i32.const 3))))
    (loop $pairs
      (local.set $y (v128.load (local.get $at)))
      (local.set $sum (f64x2.add (v128.const f64x2 1 1) (local.get $y)))
      (v128.store (local.get $at) (f64x2.div
        (f64x2.mul (f64x2.splat (local.get $factor)) (local.get $y))
        (f64x2.mul (local.get $sum) (local.get $sum))))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end)))))

  ;; drift ← rise·position + level
  (func (export "affine") (param $n i32)
    (local $at i32) (local $end i32)
    (local.set $end (i32.shl (local.get $n) (i32.const 3)))
    (loop $pairs
      (v128.store offset=24640 (local.get $at) (f64x2.add
        (f64x2.mul (v128.load offset=32832 (local.get $at)) (v128.load offset=16448 (local.get $at)))
        (v128.load offset=41024 (local.get $at))))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end)))))

  ;; drift ← drift + $factor y³, y = $scale·position
  (func (export "cubic") (param $n i32) (param $scale f64) (param $factor f64)
    (local $at i32) (local $end i32) (local $y v128)
    (local.set $end (i32.shl (local.get $n) (i32.const 3)))
    (loop $pairs
      (local.set $y (f64x2.mul (f64x2.splat (local.get $scale)) (v128.load offset=16448 (local.get $at))))
      (v128.store offset=24640 (local.get $at) (f64x2.add
        (v128.load offset=24640 (local.get $at))
        (f64x2.mul (f64x2.splat (local.get $factor)) (f64x2.mul (f64x2.mul (local.get $y) (local.get $y)) (local.get $y)))))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end)))))

  ;; position ← position − $h·drift + $scale·deviate
  (func (export "move") (param $n i32) (param $h f64) (param $scale f64)
    (local $at i32) (local $end i32)
    (local.set $end (i32.shl (local.get $n) (i32.const 3)))
    (loop $pairs
      (v128.store offset=16448 (local.get $at) (f64x2.add
        (f64x2.sub
          (v128.load offset=16448 (local.get $at))
          (f64x2.mul (f64x2.splat (local.get $h)) (v128.load offset=24640 (local.get $at))))
        (f64x2.mul (f64x2.splat (local.get $scale)) (v128.load offset=64 (local.get $at)))))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))))
