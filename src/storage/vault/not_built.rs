//! In a program built without sealing: the same names, and nothing can be made of them.

use super::VaultError;
use super::keyring::Passphrase;
use std::convert::Infallible;
use std::io::{self, Read, Write};
use std::marker::PhantomData;
use std::path::Path;

/// Is sealing part of this program?
pub const IS_BUILT: bool = false;

/// The private key of a case: none can be had.
#[derive(Debug)]
pub struct Key(Infallible);

impl Key {
    /// # Errors
    /// Always.
    pub fn generate() -> Result<Key, VaultError> {
        Err(VaultError::NotBuilt)
    }

    /// Its public half.
    pub fn public(&self) -> String {
        match self.0 {}
    }

    /// The key as a line of text.
    pub fn line(&self) -> String {
        match self.0 {}
    }

    /// None: there is no key.
    pub fn of_line(_text: &str) -> Option<Key> {
        None
    }

    /// # Errors
    /// Never reached: there is no key.
    pub fn under(&self, _passphrase: &Passphrase) -> Result<Vec<u8>, VaultError> {
        match self.0 {}
    }

    /// # Errors
    /// Always.
    pub fn from_file(
        _path: &Path,
        _bytes: &[u8],
        _passphrase: &Passphrase,
    ) -> Result<Key, VaultError> {
        Err(VaultError::NotBuilt)
    }
}

/// The public keys a file is sealed to: none can be had.
#[derive(Debug)]
pub struct Recipients(Infallible);

impl Recipients {
    /// # Errors
    /// Always.
    pub fn read(_text: &str) -> Result<Recipients, VaultError> {
        Err(VaultError::NotBuilt)
    }

    /// # Errors
    /// Never reached: there are no keys.
    pub fn sealing<W: Write>(&self, _output: W) -> io::Result<SealedWriter<W>> {
        match self.0 {}
    }

    /// # Errors
    /// Never reached: there are no keys.
    pub fn seal(&self, _bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self.0 {}
    }
}

/// A file being sealed: none can be had.
#[derive(Debug)]
pub struct SealedWriter<W: Write> {
    never: Infallible,
    _output: PhantomData<W>,
}

impl<W: Write> SealedWriter<W> {
    /// # Errors
    /// Never reached.
    pub fn finish(self) -> io::Result<W> {
        match self.never {}
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
        match self.never {}
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.never {}
    }
}

/// # Errors
/// Never reached: there is no key.
pub fn opened<R: Read>(_path: &Path, _input: R, key: &Key) -> Result<io::Empty, VaultError> {
    match key.0 {}
}
