#!/bin/sh
# Makes tests/vectors/log/stamp/ anew: a log, a request of ours for a stamp on its anchor, and the
# answers of a time-stamping service of our own. Needs a built menshen (first argument) and openssl.
set -eu
menshen=$1
menshen=$(realpath "$menshen")
out=$(realpath "$(dirname "$0")")/stamp
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$out"
mkdir -p "$out"
MENSHEN_HOME=$work/home MENSHEN_TEST_CLOCK=2026-11-21T20:00:00+08:00
export MENSHEN_HOME MENSHEN_TEST_CLOCK
"$menshen" case new a
"$menshen" log add 电话 一 --when 2026-11-20
"$menshen" log anchor --request -o "$work/anchor.tsq"
cp "$MENSHEN_HOME/cases/a/evidence.jsonl" "$out/evidence.jsonl"
cp "$MENSHEN_HOME"/cases/a/stamps/*.txt "$out/anchor.txt"
cp "$work/anchor.tsq" "$out/anchor.tsq"

cd "$work"
cat > tsa.cnf <<'CNF'
[tsa]
default_tsa = service
[service]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
CNF
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 36500 -subj "/CN=Test CA"
openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj "/CN=Test TSA"
printf 'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n' > tsa.ext
openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 36500 -extfile tsa.ext -out tsa.pem
reply() { openssl ts -reply -config tsa.cnf -signer tsa.pem -inkey tsa.key "$@"; }
reply -queryfile anchor.tsq -out answer.tsr
# The same anchor without our nonce, something else, and a refusal (a digest the service won't take).
cp "$out/anchor.txt" anchor.txt
openssl ts -query -data anchor.txt -sha256 -cert -out other.tsq
reply -queryfile other.tsq -out another-request.tsr
printf x > x.txt
openssl ts -query -data x.txt -sha256 -cert -out x.tsq
reply -queryfile x.tsq -out something-else.tsr
openssl ts -query -data x.txt -sha512 -out y.tsq
reply -queryfile y.tsq -out refused.tsr || true
cd "$OLDPWD"
for file in answer another-request something-else refused; do
    cp "$work/$file.tsr" "$out/$file.tsr"
done
cp "$work/ca.pem" "$out/ca.pem"
