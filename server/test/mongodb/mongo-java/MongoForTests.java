import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;

/** Serves the file that is named first, on the port that is named second (0: a free one), and says where. */
public class MongoForTests {
  public static void main(String[] arguments) throws Exception {
    var server = new MongoServer(new Acknowledging(arguments[0]).version(ServerVersion.MONGO_5_0));
    server.bind("127.0.0.1", Integer.parseInt(arguments[1]));
    System.out.println("ready on " + server.getLocalAddress().getPort());
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Answers once everything is in the file: what was acknowledged survives the end of the process, as with a journal. */
  private static class Acknowledging extends H2Backend {
    Acknowledging(String file) {
      super(file);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
      var answer = super.handleMessage(message);
      commit();
      return answer;
    }
  }
}
