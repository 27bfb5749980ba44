//! A mail server of a few lines, with switches for the ways mail servers fail.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use fulcrum_interview::MailSettings;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

#[derive(Clone, Copy, PartialEq)]
pub enum Mood {
    Fine,
    Slow,
    DropsAfterData,
    RefusesRecipient,
}

pub struct Sink {
    pub port: u16,
    pub mood: Arc<Mutex<Mood>>,
    /// Every message whose data arrived whole, taken or not.
    pub mails: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    pub async fn new(mood: Mood) -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Sink {
            port: listener.local_addr().unwrap().port(),
            mood: Arc::new(Mutex::new(mood)),
            mails: Arc::default(),
        };
        let (mood, mails) = (Arc::clone(&sink.mood), Arc::clone(&sink.mails));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, *mood.lock().unwrap(), Arc::clone(&mails)));
            }
        });
        sink
    }

    pub fn settings(&self) -> MailSettings {
        super::settings(self.port)
    }

    pub fn count(&self) -> usize {
        self.mails.lock().unwrap().len()
    }
}

async fn talk(stream: TcpStream, mood: Mood, mails: Arc<Mutex<Vec<String>>>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let reply: &[u8] = match verb.as_str() {
            "EHLO" => b"250-sink\r\n250 8BITMIME\r\n",
            "RCPT" if mood == Mood::RefusesRecipient => b"550 no such user\r\n",
            "MAIL" | "RCPT" | "RSET" => b"250 ok\r\n",
            "QUIT" => b"221 bye\r\n",
            "DATA" => {
                write.write_all(b"354 go\r\n").await.ok()?;
                let mut message = String::new();
                while let Some(line) = lines.next_line().await.ok()? {
                    if line == "." {
                        break;
                    }
                    message.push_str(&line);
                    message.push('\n');
                }
                mails.lock().unwrap().push(message);
                match mood {
                    Mood::DropsAfterData => return None,
                    Mood::Slow => tokio::time::sleep(Duration::from_millis(400)).await,
                    Mood::Fine | Mood::RefusesRecipient => {}
                }
                b"250 taken\r\n"
            }
            _ => b"502 what\r\n",
        };
        write.write_all(reply).await.ok()?;
    }
    None
}
