//! Time stamps of RFC 3161 on an anchor: the request, and what an answer says.
//!
//! What is stamped is the SHA-256 of the anchor's line, its ASCII bytes without a line feed. The
//! signature of the answer isn't checked here: that needs the service's certificates, their
//! validity and revocation, which a program without a network can't judge. Whoever uses this says
//! so, and names the command that does check it.

use super::{Anchor, Hash, RecordedAt, lower_hex};
use cms::cert::x509::spki::AlgorithmIdentifier;
use cms::signed_data::SignedData;
use der::asn1::{Int, OctetString};
use der::oid::ObjectIdentifier;
use der::{Any, Decode, Encode};
use x509_tsp::{MessageImprint, TimeStampReq, TimeStampResp, TspVersion, TstInfo};

const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SIGNED: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// Bytes of a nonce: enough that no two requests share one.
pub const NONCE_BYTES: usize = 16;

/// Why an answer isn't a stamp for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAStamp {
    /// It isn't an answer of a time-stamping service, or not one that can be read.
    Unreadable,
    /// The service refused.
    Refused,
    /// It stamps something else.
    OfSomethingElse,
    /// It stamps this, but answers another request.
    ToAnotherRequest,
}

/// What an answer says. Who signed it is not in here: that wasn't checked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Stamp {
    /// The time in it, by China's clock.
    pub at: String,
    /// How far that may be off by the service's own word, in whole seconds; `None` where it says
    /// nothing.
    pub within_seconds: Option<u64>,
    /// The number the service gave it, in hex digits.
    pub serial: String,
    /// The service's rules it was made by, as an object identifier.
    pub policy: String,
}

/// The SHA-256 that is stamped for an anchor.
pub fn imprint(anchor: &Anchor) -> Hash {
    Hash::of(&[anchor.to_string().as_bytes()])
}

/// A request for a stamp on an anchor, in DER; it asks for the service's certificate to come along.
/// `None` if it can't be written, which doesn't happen.
pub fn request(anchor: &Anchor, mut nonce: [u8; NONCE_BYTES]) -> Option<Vec<u8>> {
    // A positive number of the full length: nothing to strip or pad on either side.
    nonce[0] = nonce[0] & 0x3f | 0x40;
    let imprint = MessageImprint {
        hash_algorithm: AlgorithmIdentifier {
            oid: SHA_256,
            parameters: Some(Any::null()),
        },
        hashed_message: OctetString::new(imprint(anchor).bytes().to_vec()).ok()?,
    };
    let request = TimeStampReq {
        version: TspVersion::V1,
        message_imprint: imprint,
        req_policy: None,
        nonce: Some(Int::new(&nonce).ok()?),
        cert_req: true,
        extensions: None,
    };
    request.to_der().ok()
}

/// Is this an answer of a time-stamping service at all, whatever it says?
pub fn is_answer(bytes: &[u8]) -> bool {
    TimeStampResp::from_der(bytes).is_ok()
}

/// Checks an answer against the request and the anchor it was made for: granted, for the same
/// digest, to the same request, with a time inside.
///
/// # Errors
/// The first of these that fails.
pub fn check(answer: &[u8], request: &[u8], anchor: &Anchor) -> Result<Stamp, NotAStamp> {
    let asked = TimeStampReq::from_der(request).map_err(|_| NotAStamp::Unreadable)?;
    let answer = TimeStampResp::from_der(answer).map_err(|_| NotAStamp::Unreadable)?;
    if (answer.status.status as u8) > GRANTED_WITH_CHANGES {
        return Err(NotAStamp::Refused);
    }
    let said = stamped(&answer).ok_or(NotAStamp::Unreadable)?;
    let stamps_it = said.message_imprint.hash_algorithm.oid == SHA_256
        && said.message_imprint.hashed_message.as_bytes() == imprint(anchor).bytes();
    if !stamps_it {
        return Err(NotAStamp::OfSomethingElse);
    }
    if asked.message_imprint.hashed_message != said.message_imprint.hashed_message
        || asked.nonce.is_none()
        || asked.nonce != said.nonce
    {
        return Err(NotAStamp::ToAnotherRequest);
    }
    let seconds = said.gen_time.to_unix_duration().as_secs();
    let at = i64::try_from(seconds)
        .ok()
        .and_then(RecordedAt::from_unix_seconds)
        .ok_or(NotAStamp::Unreadable)?;
    Ok(Stamp {
        at: at.to_string(),
        within_seconds: said.accuracy.map(|within| {
            let parts = within.millis.is_some() || within.micros.is_some();
            within.seconds.unwrap_or(0).saturating_add(u64::from(parts))
        }),
        serial: lower_hex(said.serial_number.as_bytes()),
        policy: said.policy.to_string(),
    })
}

/// The status `grantedWithMods`: the last of the two that come with a stamp.
const GRANTED_WITH_CHANGES: u8 = 1;

/// What the service signed, if the answer holds it.
fn stamped(answer: &TimeStampResp<'_>) -> Option<TstInfo> {
    let token = answer.time_stamp_token.as_ref()?;
    if token.content_type != SIGNED {
        return None;
    }
    let signed: SignedData = token.content.decode_as().ok()?;
    let inside = signed.encap_content_info;
    if inside.econtent_type != TIME_STAMP || signed.signer_infos.0.is_empty() {
        return None;
    }
    TstInfo::from_der(inside.econtent?.value()).ok()
}
