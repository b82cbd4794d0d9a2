#!/bin/sh
# Makes the certificates that the tests use. They protect nothing: the key is public, in this folder.
# One key for all of them; every certificate but `expired` is valid until the year 2125.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

openssl ecparam -name prime256v1 -genkey -noout -out key.pem

cat > "$work/ca.cnf" <<CNF
[ca]
default_ca = tests
[tests]
new_certs_dir = $work
database = $work/index
serial = $work/serial
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
CNF
: > "$work/index"
echo 1000 > "$work/serial"

# sign NAME START END CN SUBJECT_ALT_NAMES [self-signed]
sign() {
  openssl req -new -key key.pem -subj "/CN=$4" -addext "$5" -out "$work/$1.csr"
  if [ "${6-}" = self-signed ]; then issuer="-selfsign"; else issuer="-cert ca.pem"; fi
  # shellcheck disable=SC2086
  openssl ca -batch -notext -config "$work/ca.cnf" $issuer -keyfile key.pem \
    -startdate "$2" -enddate "$3" -in "$work/$1.csr" -out "$1.pem" 2> /dev/null
}

start=20240101000000Z
end=21250101000000Z
sign ca "$start" "$end" 'Test CA' 'basicConstraints=critical,CA:TRUE' self-signed
sign good "$start" "$end" localhost 'subjectAltName=DNS:localhost,IP:127.0.0.1'
sign expired 20240101000000Z 20240102000000Z localhost 'subjectAltName=DNS:localhost,IP:127.0.0.1'
sign wrong-host "$start" "$end" other.example 'subjectAltName=DNS:other.example'
sign self-signed "$start" "$end" localhost 'subjectAltName=DNS:localhost,IP:127.0.0.1' self-signed
