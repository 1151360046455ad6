//! The age format through the `age` library: the only place that knows it.

use super::keyring::Passphrase;
use super::{KEY_FILE, VaultError};
use age::secrecy::{ExposeSecret, SecretString};
use age::stream::{StreamReader, StreamWriter};
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor};
use std::io::{self, Read, Write};
use std::path::Path;

/// Is sealing part of this program?
pub const IS_BUILT: bool = true;

/// How slow a guess at the passphrase is made: 2^17 rounds of scrypt, about half a second on a
/// laptop. Fixed and not measured on each machine: the phone that opens the copy may be slower.
const WORK_FACTOR: u8 = 17;

/// The most work a key file may ask for: one that asks for more would keep a person waiting for
/// hours, and none of ours does.
const MOST_WORK: u8 = 20;

/// The private key of a case.
pub struct Key(Identity);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// A new key, from the operating system's random source.
    ///
    /// # Errors
    /// None here: without sealing built in there is no key.
    pub fn generate() -> Result<Key, VaultError> {
        Ok(Key(Identity::generate()))
    }

    /// Its public half, as `age1…`.
    pub fn public(&self) -> String {
        self.0.to_public().to_string()
    }

    /// The key as a line of text, the form the `age` tool takes as an identity.
    pub fn line(&self) -> String {
        let line = self.0.to_string();
        format!("{}\n", line.expose_secret())
    }

    /// The first key in a text such as [`Key::line`] or the `age-keygen` tool writes; lines that
    /// begin with `#` are passed over.
    pub fn of_line(text: &str) -> Option<Key> {
        let mut lines = text.lines().map(str::trim);
        let line = lines.find(|l| !l.is_empty() && !l.starts_with('#'))?;
        line.parse().ok().map(Key)
    }

    /// The key file: the key under a passphrase. The `age` tool takes this file as an identity.
    ///
    /// # Errors
    /// The library refuses, which it doesn't for a passphrase.
    pub fn under(&self, passphrase: &Passphrase) -> Result<Vec<u8>, VaultError> {
        let secret = SecretString::from(passphrase.text().to_owned());
        let mut recipient = age::scrypt::Recipient::new(secret);
        recipient.set_work_factor(WORK_FACTOR);
        let text = self.0.to_string();
        let line = SecretString::from(format!("{}\n", text.expose_secret()));
        age::encrypt(&recipient, line.expose_secret().as_bytes())
            .map_err(|_| VaultError::Damaged(KEY_FILE.into()))
    }

    /// The key in a key file.
    ///
    /// # Errors
    /// Another passphrase, more work asked for than ours ever does, or no key file.
    pub fn from_file(
        path: &Path,
        bytes: &[u8],
        passphrase: &Passphrase,
    ) -> Result<Key, VaultError> {
        let mut identity =
            age::scrypt::Identity::new(SecretString::from(passphrase.text().to_owned()));
        identity.set_max_work_factor(MOST_WORK);
        let plain = age::decrypt(&identity, bytes).map_err(|e| match e {
            DecryptError::ExcessiveWork { .. } => VaultError::TooCostly(path.into()),
            DecryptError::DecryptionFailed
            | DecryptError::KeyDecryptionFailed
            | DecryptError::NoMatchingKeys => VaultError::WrongPassphrase,
            _ => VaultError::Damaged(path.into()),
        })?;
        let text = String::from_utf8(plain).map(SecretString::from);
        let text = text.map_err(|_| VaultError::Damaged(path.into()))?;
        let key = text.expose_secret().trim().parse().map(Key);
        key.map_err(|_| VaultError::Damaged(path.into()))
    }
}

/// The public keys a file is sealed to.
pub struct Recipients(Vec<Recipient>);

impl std::fmt::Debug for Recipients {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.0).finish()
    }
}

impl Recipients {
    /// One key a line.
    ///
    /// # Errors
    /// A line isn't an X25519 public key of age, or there is none.
    pub fn read(text: &str) -> Result<Recipients, VaultError> {
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
        let list: Result<Vec<Recipient>, _> = lines.map(str::parse).collect();
        match list {
            Ok(list) if !list.is_empty() => Ok(Recipients(list)),
            _ => Err(VaultError::NotARecipient),
        }
    }

    /// Seals what is written from here on.
    ///
    /// # Errors
    /// The disk's.
    pub fn sealing<W: Write>(&self, output: W) -> io::Result<SealedWriter<W>> {
        let list = self.0.iter().map(|r| r as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(list).map_err(io::Error::other)?;
        encryptor.wrap_output(output).map(SealedWriter)
    }

    /// Bytes sealed at once.
    ///
    /// # Errors
    /// None of the disk's: the library's own, which it has none of for these keys.
    pub fn seal(&self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut writer = self.sealing(Vec::with_capacity(bytes.len() + 512))?;
        writer.write_all(bytes)?;
        writer.finish()
    }
}

/// A file being sealed while it is written; whole only once finished.
pub struct SealedWriter<W: Write>(StreamWriter<W>);

impl<W: Write> SealedWriter<W> {
    /// Writes the last part.
    ///
    /// # Errors
    /// The disk's.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The content of a sealed file. What was changed or cut off shows itself while it is read.
///
/// # Errors
/// It isn't a sealed file, or isn't sealed to this key (`path` names it).
pub fn opened<R: Read>(path: &Path, input: R, key: &Key) -> Result<StreamReader<R>, VaultError> {
    let damaged = |_| VaultError::Damaged(path.into());
    let decryptor = Decryptor::new(input).map_err(damaged)?;
    let identity: &dyn age::Identity = &key.0;
    decryptor
        .decrypt(std::iter::once(identity))
        .map_err(damaged)
}
