import fc from 'fast-check'

/** Whatever a program can put into a field. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom(
    '$(a)',
    '$(b)x$(c)',
    '..',
    '%2e',
    'true',
    'json',
    'keyValue',
    'email',
    '__proto__',
    '2026-01-31T09:30:00Z',
    ' , ',
    '\ud800',
  ),
  fc.func(fc.anything()),
)
